import './payouts.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { addDays, dayAt } from '#shared/dates.ts'
import { cleanTransferReference } from '#shared/mobilepay/transfer-reference.ts'

import { paymentPointsQuery, rereadMoney, transfersList } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { LiveSearch } from '../../ui/live-search.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { periodOf } from '../../ui/period-params.ts'
import { PeriodPicker } from '../../ui/period-picker.tsx'
import { PointSelect } from '../../ui/point-select.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { SavedViewsButton } from '../../ui/saved-views-button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PayoutsExport } from './export.tsx'
import { List, More } from './list.tsx'
import { NoSuchReference, NothingFoundHere, NothingYet } from './nothing.tsx'
import { payoutParams } from './params.ts'
import { Summary } from './summary.tsx'

/** What was sent to the merchant's bank account. */
export function PayoutsPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  if (session.scopes.includes('transactionreporting')) return <Payouts />
  return (
    <>
      <PageHeader title={t`Payouts`} />
      <div className="card">
        <NoPermission product="transactionreporting" />
      </div>
    </>
  )
}

const cleared = { from: null, to: null, point: null, ref: null } as const

function Payouts() {
  const { t } = useLingui()
  const { zone } = useFormat()
  const client = useQueryClient()
  const { params, change, hrefOf } = useListParams(payoutParams)
  const [now] = useState(Date.now)
  const today = dayAt(now, zone)
  const period = periodOf(params, today)
  const reference = params.ref === null ? null : cleanTransferReference(params.ref)
  const filter = { ...period, paymentPointId: params.point, reference }
  const list = useInfiniteQuery(transfersList(filter))
  const { data: points = [] } = useQuery(paymentPointsQuery)
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  const pages = data?.pages.length ?? 0

  // The address says how many pages are open, also after a reload.
  const isBehind = pages > 0 && pages < params.page && hasNextPage
  useEffect(() => {
    if (isBehind && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [isBehind, isFetching, isFetchNextPageError, fetchNextPage])

  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  const isFiltered = params.from !== null || params.to !== null || params.point !== null
  return (
    <>
      <PageHeader title={t`Payouts`}>
        <Updated
          at={list.dataUpdatedAt}
          isFetching={isFetching}
          onRefresh={() => void rereadMoney(client)}
        />
        <div className="page-actions">
          <SavedViewsButton list="payouts" period={period} usual="days30" today={today} />
          <PayoutsExport filter={filter} points={points} />
        </div>
      </PageHeader>
      {reference !== null || (data === undefined && list.error) ? null : (
        <Summary filter={filter} />
      )}
      <div className="card card-flush">
        <search className="filters" aria-label={t`Filters`}>
          <LiveSearch
            label={t`Bank reference`}
            value={params.ref}
            onSearch={(ref) => change({ ref, page: null })}
            read={(text) => cleanTransferReference(text).slice(0, 64) || null}
            isWhole={(text) => /^\d{20}$/.test(text)}
          />
          {reference === null ? (
            <PeriodPicker
              value={period}
              today={today}
              onChange={({ from, to }) => change({ from, to, page: null })}
            />
          ) : (
            <p className="payouts-all-days muted">
              <Trans>On all days</Trans>
            </p>
          )}
          <PointSelect
            points={points}
            point={params.point}
            onPoint={(point) => change({ point, page: null })}
          />
        </search>
        <Query
          result={{ ...list, error: isFetchNextPageError ? null : list.error }}
          skeleton={<Skeleton rows={8} />}
          renderEmpty={() => {
            if (rows.length > 0) return null
            if (reference !== null) {
              return <NoSuchReference reference={reference} clearTo={hrefOf(cleared)} />
            }
            return isFiltered ? (
              <NothingFoundHere clearTo={hrefOf(cleared)} />
            ) : (
              <NothingYet quarterTo={hrefOf({ from: addDays(today, -89), to: today })} />
            )
          }}
        >
          {() => (
            <>
              <List rows={rows} points={points} />
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
    </>
  )
}
