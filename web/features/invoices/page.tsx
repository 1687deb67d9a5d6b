import './invoices.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CopyPlus } from 'lucide-react'
import { FileQuestionMark } from 'lucide-react'
import { useParams } from 'react-router'

import type { Invoice } from '#shared/mobilepay/invoices.ts'

import { cancelInvoice, invoiceQuery } from '../../api/invoices.ts'
import { recentInvoicesQuery } from '../../api/recent-invoices.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card, Facts, StatusPill } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { AskConsent } from './ask-consent.tsx'
import { InvoiceLink } from './invoice-link.tsx'
import { WithMerchant } from './shell.tsx'
import { Timeline } from './timeline.tsx'

/** One invoice: how far it is, what is on it, and what can still be done. */
export function InvoicePage() {
  const { t } = useLingui()
  const { id = '' } = useParams()
  return (
    <>
      <PageHeader title={t`Invoice`} />
      <WithMerchant>{(merchant) => <Found key={id} merchant={merchant} id={id} />}</WithMerchant>
    </>
  )
}

function Found({ merchant, id }: { merchant: string; id: string }) {
  const invoice = useQuery(invoiceQuery(merchant, id))
  if (invoice.data === undefined && invoice.error?.status === 404) return <Missing />
  return (
    <Query result={invoice} skeleton={<Skeleton rows={6} />}>
      {(found) => (
        <>
          <Updated
            at={invoice.dataUpdatedAt}
            isFetching={invoice.isFetching}
            onRefresh={() => void invoice.refetch()}
          />
          <Shown merchant={merchant} invoice={found} />
        </>
      )}
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
  const { data: recents = [] } = useQuery(recentInvoicesQuery(merchant))
  const recent = recents.find(({ id }) => id === invoice.id)
  const day = (value: Invoice['dueDay']) => (value === null ? null : format.day(value))
  const isOpen = invoice.status === 'created' || invoice.status === 'accepted'
  return (
    <>
      <Card title={invoice.number ?? invoice.paymentReference ?? <Trans>Invoice</Trans>}>
        <div className="details-head">
          <span className="details-amount">
            <Amount money={invoice.total} />
          </span>
        </div>
        <Timeline invoice={invoice} isLink={recent?.kind === 'link'} />
        <div className="form-actions">
          {isOpen ? <Cancel merchant={merchant} invoice={invoice} /> : null}
          <LinkButton to="/invoices/new" icon={<CopyPlus size={16} aria-hidden="true" />}>
            <Trans>New invoice</Trans>
          </LinkButton>
        </div>
      </Card>
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
              id: 'vat',
              name: <Trans>VAT included</Trans>,
              value: invoice.vat && <Amount money={invoice.vat} />,
            },
            {
              id: 'reference',
              name: <Trans>Payment reference</Trans>,
              value: invoice.paymentReference,
            },
            { id: 'comment', name: <Trans>Comment</Trans>, value: invoice.comment },
          ]}
        />
        {invoice.articles.length > 0 ? <Articles invoice={invoice} /> : null}
      </Card>
    </>
  )
}

function Articles({ invoice: { articles } }: { invoice: Invoice }) {
  return (
    <table className="table">
      <caption className="hidden">
        <Trans>Lines of the invoice</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <Trans>What</Trans>
          </th>
          <th scope="col" className="end invoice-quantity">
            <Trans>Quantity</Trans>
          </th>
          <th scope="col" className="end">
            <Trans>Amount</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {articles.map(({ description, quantity, total }, index) => (
          <tr key={index} className="row">
            <th scope="row">{description}</th>
            <td className="end number invoice-quantity">{quantity}</td>
            <td className="end">{total === null ? null : <Amount money={total} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
