import './invoices.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, CopyPlus, FileQuestionMark } from 'lucide-react'
import { useParams } from 'react-router'

import type { Invoice } from '#shared/mobilepay/invoices.ts'

import { cancelInvoice, invoiceMerchantQuery, invoiceQuery } from '../../api/invoices.ts'
import { recentInvoicesQuery } from '../../api/recent-invoices.ts'
import { useConnection } from '../../api/session.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormat } from '../../ui/format.tsx'
import { LineTable, useDecimals } from '../../ui/line-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card, Facts, StatusPill } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { AskConsent } from './ask-consent.tsx'
import { InvoiceLink } from './invoice-link.tsx'
import { BackToInvoices, WithMerchant } from './shell.tsx'
import { Timeline } from './timeline.tsx'

/** One invoice: how far it is, what is on it, and what can still be done. */
export function InvoicePage() {
  const { t } = useLingui()
  const { id = '' } = useParams()
  const { session } = useConnection()
  const { data: merchant } = useQuery({
    ...invoiceMerchantQuery,
    enabled: session.scopes.includes('invoice'),
  })
  const invoice = useQuery({
    ...invoiceQuery(merchant ?? '', id),
    enabled: merchant !== undefined,
  })
  const { number = null, paymentReference = null } = invoice.data ?? {}
  return (
    <>
      <BackToInvoices />
      <PageHeader title={number ?? paymentReference ?? t`Invoice`}>
        {merchant === undefined ? null : (
          <Updated
            at={invoice.dataUpdatedAt}
            isFetching={invoice.isFetching}
            onRefresh={() => void invoice.refetch()}
          />
        )}
      </PageHeader>
      <WithMerchant>{(found) => <Found key={id} merchant={found} id={id} />}</WithMerchant>
    </>
  )
}

function Found({ merchant, id }: { merchant: string; id: string }) {
  const invoice = useQuery(invoiceQuery(merchant, id))
  if (invoice.data === undefined && invoice.error?.status === 404) return <Missing />
  return (
    <Query result={invoice} skeleton={<Skeleton rows={6} />}>
      {(found) => <Shown merchant={merchant} invoice={found} />}
    </Query>
  )
}

function Missing() {
  return (
    <div className="card">
      <EmptyState
        icon={FileQuestionMark}
        title={<Trans>MobilePay has no invoice with this ID</Trans>}
        action={
          <LinkButton to="/invoices">
            <Trans>All invoices</Trans>
          </LinkButton>
        }
      >
        <p>
          <Trans>
            It may belong to another business, or it was a link: MobilePay deletes those once they
            have expired.
          </Trans>
        </p>
      </EmptyState>
    </div>
  )
}

function Shown({ merchant, invoice }: { merchant: string; invoice: Invoice }) {
  const { t } = useLingui()
  const format = useFormat()
  const decimals = useDecimals()
  const { data: recents = [] } = useQuery(recentInvoicesQuery(merchant))
  const recent = recents.find(({ id }) => id === invoice.id)
  const day = (value: Invoice['dueDay']) => (value === null ? null : format.day(value))
  const isOpen = invoice.status === 'created' || invoice.status === 'accepted'
  return (
    <>
      <div className="card">
        <Timeline
          invoice={invoice}
          isLink={recent?.kind === 'link'}
          sentAt={recent?.createdAt ?? null}
        />
        <div className="card-actions">
          {isOpen ? <Cancel merchant={merchant} invoice={invoice} /> : null}
          <LinkButton
            to={`/invoices/new?kind=${recent?.kind ?? 'direct'}&from=${invoice.id}`}
            icon={<CopyPlus size={16} aria-hidden="true" />}
          >
            <Trans>Duplicate as new</Trans>
          </LinkButton>
        </div>
      </div>
      {recent?.href ? (
        <InvoiceLink href={recent.href} isOpen={isOpen}>
          <AskConsent invoice={invoice.id} />
        </InvoiceLink>
      ) : null}
      <Card title={<Trans>On the invoice</Trans>}>
        <Facts
          items={[
            {
              id: 'id',
              name: <Trans>Invoice ID</Trans>,
              value: (
                <span className="id">
                  <span className="id-text">{invoice.id}</span>
                  <CopyButton text={invoice.id} what={t`the invoice ID`} />
                </span>
              ),
            },
            { id: 'issuer', name: <Trans>Sent by</Trans>, value: invoice.issuerName },
            { id: 'issued', name: <Trans>Invoice date</Trans>, value: day(invoice.issueDay) },
            { id: 'due', name: <Trans>Due date</Trans>, value: day(invoice.dueDay) },
            {
              id: 'reference',
              name: <Trans>Payment reference</Trans>,
              value: invoice.paymentReference,
            },
            { id: 'comment', name: <Trans>Comment</Trans>, value: invoice.comment },
            {
              id: 'document',
              name: <Trans>Your own document</Trans>,
              value: invoice.invoiceUrl && <Document address={invoice.invoiceUrl} />,
            },
          ]}
        />
        {invoice.articles.length > 0 ? (
          <LineTable
            lines={invoice.articles.map(({ quantity, ...article }) => ({
              ...article,
              quantity: quantity === null ? null : decimals.format(Number(quantity)),
            }))}
            total={invoice.total}
            vat={invoice.vat}
          />
        ) : null}
      </Card>
    </>
  )
}

/** Followed only where it is a web address. */
function Document({ address }: { address: string }) {
  return address.startsWith('https://') ? (
    <a href={address} target="_blank" rel="noreferrer" className="id-text">
      {address}
    </a>
  ) : (
    <span className="id-text">{address}</span>
  )
}

const cancellationOf = (id: string) => `invoice/${id}/cancel`

function Cancel({ merchant, invoice: { id, total } }: { merchant: string; invoice: Invoice }) {
  const { t } = useLingui()
  const format = useFormat()
  const client = useQueryClient()
  if (useHeldSend(cancellationOf(id))) {
    return (
      <StatusPill tone="warn">
        <Trans>Being cancelled</Trans>
      </StatusPill>
    )
  }
  const amount = format.money(total)
  return (
    <Button
      icon={<Ban size={16} aria-hidden="true" />}
      onPress={() =>
        void holdSend({
          id: cancellationOf(id),
          text: t`The invoice of ${amount} will be cancelled`,
          done: t`Invoice cancelled`,
          failed: t`The invoice was not cancelled`,
          send: async () => {
            try {
              await cancelInvoice(merchant, id)
            } finally {
              // Also after a refusal: it may be paid by now.
              await client.invalidateQueries({ queryKey: ['invoices'] })
            }
          },
        })
      }
    >
      <Trans>Cancel invoice, {amount}</Trans>
    </Button>
  )
}
