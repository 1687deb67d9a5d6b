import '../../ui/form.css'
import './invoices.css'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileUp, Plus, ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import { invoiceStatusQuery } from '../../api/invoices.ts'
import { type RecentInvoice, recentInvoicesQuery } from '../../api/recent-invoices.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, Moment } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { WithMerchant } from './shell.tsx'
import { InvoiceState } from './words.tsx'

const pageSize = 25
const mostPages = 20

const listParams = z.object({
  kind: z.prefault(z.nullable(z.enum(['direct', 'link'])), null),
  status: z.prefault(z.nullable(z.enum(['created', 'accepted', 'paid', 'over'])), null),
  text: z.prefault(z.string().check(z.maxLength(60)), ''),
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
})

/** The invoices that were sent from this browser, and the way to any other one. */
export function InvoicesPage() {
  const { t } = useLingui()
  const client = useQueryClient()
  return (
    <>
      <PageHeader title={t`Invoices`}>
        <LinkButton to="/invoices/import" icon={<FileUp size={16} aria-hidden="true" />}>
          <Trans>Import</Trans>
        </LinkButton>
        <LinkButton to="/invoices/new" look="primary" icon={<Plus size={16} aria-hidden="true" />}>
          <Trans>New invoice</Trans>
        </LinkButton>
      </PageHeader>
      <WithMerchant>
        {(merchant) => (
          <>
            <Recent
              merchant={merchant}
              onRefresh={() => void client.invalidateQueries({ queryKey: ['invoices'] })}
            />
            <nav className="card form-actions" aria-label={t`More about invoices`}>
              <LinkButton to="/invoices/consents">
                <Trans>Customers who allow direct invoices</Trans>
              </LinkButton>
              <LinkButton to="/invoices/settings">
                <Trans>Senders and callbacks</Trans>
              </LinkButton>
            </nav>
          </>
        )}
      </WithMerchant>
    </>
  )
}

function Find({ text, onSearch }: { text: string; onSearch: (text: string | null) => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(text)
  return (
    <form
      className="invoice-find"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = typed.trim()
        if (z.safeParse(z.guid(), wanted).success) {
          void navigate(`/invoices/${wanted.toLowerCase()}`)
        } else onSearch(wanted === '' ? null : wanted.slice(0, 60))
      }}
    >
      <div className="input-box">
        <input
          type="search"
          className="input"
          aria-label={t`Number or invoice ID`}
          placeholder={t`Number or invoice ID`}
          value={typed}
          spellCheck="false"
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            if (event.currentTarget.value === '') onSearch(null)
          }}
        />
      </div>
      <Button type="submit">
        <Trans>Find</Trans>
      </Button>
    </form>
  )
}

function Recent({ merchant, onRefresh }: { merchant: string; onRefresh: () => void }) {
  const { t } = useLingui()
  const { params, change, hrefOf } = useListParams(listParams)
  const recent = useQuery(recentInvoicesQuery(merchant))
  const matching = (recent.data ?? []).filter(
    ({ kind, reference, id }) =>
      (params.kind === null || kind === params.kind) &&
      `${reference ?? ''} ${id}`.toLowerCase().includes(params.text.trim().toLowerCase()),
  )
  const shown = matching.slice(0, params.page * pageSize)
  // One call each, because MobilePay has no list: no more than are in sight.
  const statuses = useQueries({
    queries: shown.map(({ id }) => invoiceStatusQuery(merchant, id)),
  })
  const stateOf = ({ id }: RecentInvoice) => statuses[shown.findIndex((one) => one.id === id)]
  const rows = shown.filter((invoice) => {
    const status = stateOf(invoice)?.data
    return params.status === null || status === undefined || groupOf(status) === params.status
  })
  const columns: readonly Column<RecentInvoice>[] = [
    {
      id: 'reference',
      header: t`Number`,
      phone: 'title',
      renderCell: ({ reference, id }) => <span className="id-text">{reference ?? id}</span>,
    },
    {
      id: 'kind',
      header: t`Sent`,
      renderCell: ({ kind }) =>
        kind === 'direct' ? <Trans>To a phone</Trans> : <Trans>As a link</Trans>,
    },
    {
      id: 'at',
      header: t`Time`,
      phone: 'detail',
      renderCell: ({ createdAt }) => (
        <span className="muted">
          <Moment at={createdAt} />
        </span>
      ),
    },
    {
      id: 'status',
      header: t`State`,
      phone: 'note',
      renderCell: (invoice) => {
        const state = stateOf(invoice)
        if (state?.error) return <Trans>Not known</Trans>
        return state?.data === undefined ? null : <InvoiceState status={state.data} />
      },
    },
    {
      id: 'total',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ total }) => <Amount money={total} />,
    },
  ]
  return (
    <div className="card card-flush">
      <div className="filters">
        <Select
          label={t`How it was sent`}
          value={params.kind ?? ''}
          onChange={(kind) => change({ kind: kind || null, page: null })}
          options={[
            { value: '', label: t`All kinds` },
            { value: 'direct', label: t`To a phone` },
            { value: 'link', label: t`As a link` },
          ]}
        />
        <Select
          label={t`State`}
          value={params.status ?? ''}
          onChange={(status) => change({ status: status || null })}
          options={[
            { value: '', label: t`All states` },
            { value: 'created', label: t`Sent` },
            { value: 'accepted', label: t`To be paid` },
            { value: 'paid', label: t`Paid` },
            { value: 'over', label: t`Not paid any more` },
          ]}
        />
        <Find text={params.text} onSearch={(text) => change({ text, page: null })} />
        <Updated
          at={recent.dataUpdatedAt}
          isFetching={statuses.some(({ isFetching }) => isFetching)}
          onRefresh={onRefresh}
        />
      </div>
      <p className="help invoice-note">
        <Trans>
          MobilePay cannot list invoices. These were sent from this browser; any other opens by its
          ID, which your system has from MobilePay.
        </Trans>
      </p>
      <Query
        result={recent}
        skeleton={<Skeleton rows={5} />}
        renderEmpty={(all) => {
          if (all.length === 0) return <NoneYet />
          return rows.length === 0 ? (
            <NothingFound clearTo={hrefOf({ kind: null, status: null, text: null })} />
          ) : null
        }}
      >
        {() => (
          <>
            <DataTable
              caption={t`Invoices sent from this browser`}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/invoices/${id}`}
            />
            <RowsEnd
              counted={<Plural value={rows.length} one="# invoice" other="# invoices" />}
              hasMore={matching.length > shown.length && params.page < mostPages}
              isLoading={false}
              problem={null}
              onMore={() => change({ page: String(params.page + 1) })}
              onRetry={onRefresh}
            />
          </>
        )}
      </Query>
    </div>
  )
}

function groupOf(status: InvoiceStatus | null): 'created' | 'accepted' | 'paid' | 'over' {
  if (status === null || status === 'created') return 'created'
  return status === 'accepted' || status === 'paid' ? status : 'over'
}

function NoneYet() {
  return (
    <EmptyState
      icon={ReceiptText}
      title={<Trans>No invoices were sent from this browser yet</Trans>}
      action={
        <LinkButton to="/invoices/new" look="primary">
          <Trans>New invoice</Trans>
        </LinkButton>
      }
    >
      <p>
        <Trans>
          MobilePay keeps no list of invoices. Those you send here are remembered in this browser by
          number, amount and ID, without names or phone numbers.
        </Trans>
      </p>
    </EmptyState>
  )
}
