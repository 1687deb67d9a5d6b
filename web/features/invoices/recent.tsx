import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQueries, useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'

import { invoiceStatusQuery } from '../../api/invoices.ts'
import { type RecentInvoice, recentInvoicesQuery } from '../../api/recent-invoices.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FindField } from '../../ui/find-field.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { ListTools } from '../../ui/list-tools.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { RecentExport } from './recent-export.tsx'
import { isWanted, isWantedStatus, mostPages, pageSize, recentParams } from './recent-params.ts'
import { useColumns } from './use-columns.tsx'

/** The invoices that were sent from this browser, each with its state as MobilePay has it now. */
export function Recent({ merchant, onRefresh }: { merchant: string; onRefresh: () => void }) {
  const { t } = useLingui()
  const { params, change, hrefOf } = useListParams(recentParams)
  const recent = useQuery(recentInvoicesQuery(merchant))
  const matching = (recent.data ?? []).filter((invoice) => isWanted(invoice, params))
  const shown = matching.slice(0, params.page * pageSize)
  // One call each, because MobilePay has no list: no more than are in sight.
  const statuses = useQueries({
    queries: shown.map(({ id }) => invoiceStatusQuery(merchant, id)),
  })
  const stateOf = ({ id }: RecentInvoice) => statuses[shown.findIndex((one) => one.id === id)]
  const rows = shown.filter((invoice) => {
    const status = stateOf(invoice)?.data
    return status === undefined || isWantedStatus(status, params)
  })
  const columns = useColumns(stateOf)
  return (
    <div className="card card-flush">
      <search className="filters" aria-label={t`Filters`}>
        <FindField
          label={t`Number or invoice ID`}
          q={params.text}
          onSearch={(text) => change({ text, page: null })}
          hrefOf={(id) => `/invoices/${id}`}
        />
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
        <ListTools>
          <Updated
            at={recent.dataUpdatedAt}
            isFetching={statuses.some(({ isFetching }) => isFetching)}
            onRefresh={onRefresh}
          />
          {matching.length > 0 ? (
            <RecentExport merchant={merchant} invoices={matching} filter={params} />
          ) : null}
        </ListTools>
      </search>
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
