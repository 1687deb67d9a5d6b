import './transactions.css'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'

import { addDays, dayAt } from '#shared/dates.ts'

import { rereadMoney, transactionsList, wholeTransactions } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { periodOf } from '../../ui/period-params.ts'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { rowsOf } from '../../ui/transaction-rows.ts'
import { Filters } from './filters.tsx'
import { Found, List, More } from './list.tsx'
import { NothingFound, NothingYet } from './nothing.tsx'
import { isNarrowed, transactionParams, wantedBy } from './params.ts'
import { Summary } from './summary.tsx'
import { Tools } from './tools.tsx'
import { useColumns } from './use-columns.ts'

const Details = lazy(async () => ({ default: (await import('./details.tsx')).Details }))

/** Every movement of the merchant's money in a period. */
export function TransactionsPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  if (session.scopes.includes('transactionreporting')) return <Transactions />
  return (
    <>
      <PageHeader title={t`Transactions`} />
      <div className="card">
        <NoPermission product="transactionreporting" />
      </div>
    </>
  )
}

const rowsInPage = 100

const cleared = {
  from: null,
  to: null,
  point: null,
  type: null,
  payout: null,
  min: null,
  max: null,
  q: null,
} as const

function Transactions() {
  const { t } = useLingui()
  const { zone } = useFormat()
  const client = useQueryClient()
  const { params, change, hrefOf } = useListParams(transactionParams)
  const [shown, setShown] = useColumns()
  const [now] = useState(Date.now)
  const today = dayAt(now, zone)
  const period = periodOf(params, today)
  const filter = { ...period, zone, paymentPointId: params.point }
  const narrowed = isNarrowed(params)
  const isWanted = wantedBy(params)

  // What MobilePay cannot look for is looked for in all of the period, which the sums need anyway.
  const whole = useQuery(wholeTransactions(filter))
  const list = useInfiniteQuery({ ...transactionsList(filter, params.sort), enabled: !narrowed })
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  const pages = data?.pages.length ?? 0

  // The address says how many pages are open, also after a reload.
  const isBehind = !narrowed && pages > 0 && pages < params.page && hasNextPage
  useEffect(() => {
    if (isBehind && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [isBehind, isFetching, isFetchNextPageError, fetchNextPage])

  const found = narrowed ? (whole.data?.items.filter(isWanted) ?? []) : []
  const sorted = params.sort === 'asc' ? found.toReversed() : found
  const rows = rowsOf(
    narrowed
      ? sorted.slice(0, params.page * rowsInPage)
      : (data?.pages.flatMap(({ items }) => items) ?? []),
  )
  const open = rows.find(({ key }) => key === params.row)
  const isFiltered = narrowed || params.from !== null || params.to !== null || params.point !== null
  const result = narrowed ? whole : { ...list, error: isFetchNextPageError ? null : list.error }
  const isFailed = result.data === undefined && result.error !== null
  return (
    <>
      <PageHeader title={t`Transactions`}>
        <Updated
          at={result.dataUpdatedAt}
          isFetching={result.isFetching}
          onRefresh={() => void rereadMoney(client)}
        />
        <Tools
          params={params}
          filter={filter}
          today={today}
          isWanted={isWanted}
          shown={shown}
          onShown={setShown}
        />
      </PageHeader>
      {isFailed ? null : <Summary filter={filter} isWanted={isWanted} />}
      <div className="card card-flush">
        <Filters
          params={params}
          period={period}
          today={today}
          onChange={(changes) => change({ ...changes, page: null, row: null })}
        />
        <Query<unknown>
          result={result}
          skeleton={<Skeleton rows={8} />}
          renderEmpty={() => {
            if (rows.length > 0) return null
            return isFiltered ? (
              <NothingFound clearTo={hrefOf(cleared)} />
            ) : (
              <NothingYet quarterTo={hrefOf({ from: addDays(today, -89), to: today })} />
            )
          }}
        >
          {() => (
            <>
              <List
                rows={rows}
                current={params.row}
                hrefOf={({ key }) => hrefOf({ row: key })}
                shown={shown}
                sort={params.sort}
                sortTo={hrefOf({
                  sort: params.sort === 'desc' ? 'asc' : null,
                  page: null,
                  row: null,
                })}
              />
              {narrowed ? (
                <Found
                  shown={rows.length}
                  found={found.length}
                  all={whole.data?.items.length ?? 0}
                  isComplete={whole.data?.complete ?? true}
                  pages={params.page}
                  onMore={() => change({ page: String(params.page + 1) })}
                />
              ) : (
                <More
                  count={rows.length}
                  pages={pages}
                  hasMore={hasNextPage}
                  isLoading={list.isFetchingNextPage}
                  problem={isFetchNextPageError ? list.error : null}
                  onMore={() => change({ page: String(pages + 1) })}
                  onRetry={() => void fetchNextPage()}
                />
              )}
            </>
          )}
        </Query>
      </div>
      {params.row !== null && result.data !== undefined ? (
        <Suspense>
          <Details transaction={open?.transaction ?? null} onClose={() => change({ row: null })} />
        </Suspense>
      ) : null}
    </>
  )
}
