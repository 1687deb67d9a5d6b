import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'

import { addDays, dayAt } from '#shared/dates.ts'

import { transactionsList } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Filters } from './filters.tsx'
import { List, More } from './list.tsx'
import { NothingFound, NothingYet } from './nothing.tsx'
import { periodOf, transactionParams } from './params.ts'
import { rowsOf } from './rows.ts'
import { Summary } from './summary.tsx'

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

function Transactions() {
  const { t } = useLingui()
  const { zone } = useFormat()
  const client = useQueryClient()
  const { params, change, hrefOf } = useListParams(transactionParams)
  const [now] = useState(Date.now)
  const today = dayAt(now, zone)
  const period = periodOf(params, today)
  const filter = { ...period, zone, paymentPointId: params.point }
  const list = useInfiniteQuery(transactionsList(filter, params.sort))
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  const pages = data?.pages.length ?? 0

  // The address says how many pages are open, also after a reload.
  const isBehind = pages > 0 && pages < params.page && hasNextPage
  useEffect(() => {
    if (isBehind && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [isBehind, isFetching, isFetchNextPageError, fetchNextPage])

  const rows = rowsOf(data?.pages.flatMap(({ items }) => items) ?? [])
  const open = rows.find(({ key }) => key === params.row)
  const isFiltered = params.from !== null || params.to !== null || params.point !== null
  return (
    <>
      <PageHeader title={t`Transactions`}>
        <Updated
          at={list.dataUpdatedAt}
          isFetching={isFetching}
          onRefresh={() => void client.invalidateQueries({ queryKey: ['transactions'] })}
        />
      </PageHeader>
      {data === undefined && list.error ? null : <Summary filter={filter} />}
      <div className="card card-flush">
        <Filters
          period={period}
          today={today}
          onPeriod={({ from, to }) => change({ from, to, page: null, row: null })}
          point={params.point}
          onPoint={(point) => change({ point, page: null, row: null })}
        />
        <Query
          result={{ ...list, error: isFetchNextPageError ? null : list.error }}
          skeleton={<Skeleton rows={8} />}
          renderEmpty={() => {
            if (rows.length > 0) return null
            return isFiltered ? (
              <NothingFound clearTo={hrefOf({ from: null, to: null, point: null })} />
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
                sort={params.sort}
                sortTo={hrefOf({
                  sort: params.sort === 'desc' ? 'asc' : null,
                  page: null,
                  row: null,
                })}
              />
              <More
                count={rows.length}
                pages={pages}
                hasMore={hasNextPage}
                isLoading={list.isFetchingNextPage}
                problem={isFetchNextPageError ? list.error : null}
                onMore={() => change({ page: String(pages + 1) })}
                onRetry={() => void fetchNextPage()}
              />
            </>
          )}
        </Query>
      </div>
      {params.row !== null && data ? (
        <Suspense>
          <Details transaction={open?.transaction ?? null} onClose={() => change({ row: null })} />
        </Suspense>
      ) : null}
    </>
  )
}
