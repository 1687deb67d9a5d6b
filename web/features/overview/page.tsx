import './overview.css'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { dayAt } from '#shared/dates.ts'

import { latestTransfers, paymentPointsQuery, wholeTransactions } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { periodOf } from '../../ui/period-params.ts'
import { PeriodPicker } from '../../ui/period-picker.tsx'
import { PointSelect } from '../../ui/point-select.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Updated } from '../../ui/query.tsx'
import { Attention } from './attention.tsx'
import { Figures } from './figures.tsx'
import { FirstDay } from './first-day.tsx'
import { LatestPayouts, LatestTransactions } from './latest.tsx'
import { overviewParams } from './params.ts'
import { PaymentsChart } from './payments-chart.tsx'

/** What a merchant wants to know first: today's money, and what has to be done. */
export function OverviewPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  if (session.scopes.includes('transactionreporting')) return <Overview />
  return (
    <>
      <PageHeader title={t`Overview`} />
      <Attention />
      <div className="card">
        <NoPermission product="transactionreporting" />
      </div>
    </>
  )
}

function Overview() {
  const { t } = useLingui()
  const { zone } = useFormat()
  const client = useQueryClient()
  const { params, change } = useListParams(overviewParams)
  const [now] = useState(Date.now)
  const today = dayAt(now, zone)
  const period = periodOf(params, today)
  const filter = { ...period, zone, paymentPointId: params.point }
  const whole = useQuery(wholeTransactions(filter))
  const payouts = useQuery(latestTransfers(params.point))
  const { data: points = [] } = useQuery(paymentPointsQuery)
  const isUnfiltered = params.from === null && params.to === null && params.point === null
  const isFirstDay = isUnfiltered && whole.data?.items.length === 0 && payouts.data?.length === 0
  return (
    <>
      <PageHeader title={t`Overview`}>
        <Updated
          at={whole.dataUpdatedAt}
          isFetching={whole.isFetching || payouts.isFetching}
          onRefresh={() => void client.invalidateQueries()}
        />
      </PageHeader>
      {isFirstDay ? (
        <>
          <FirstDay />
          <Attention />
        </>
      ) : (
        <>
          <search className="overview-filters" aria-label={t`Filters`}>
            <PeriodPicker
              value={period}
              today={today}
              onChange={({ from, to }) => change({ from, to })}
            />
            <PointSelect
              points={points}
              point={params.point}
              onPoint={(point) => change({ point })}
            />
          </search>
          <Figures whole={whole} period={period} point={params.point} />
          <div className="overview-main">
            <PaymentsChart whole={whole} period={period} />
            <Attention />
          </div>
          <div className="overview-latest">
            <LatestPayouts result={payouts} points={points} />
            <LatestTransactions whole={whole} period={period} point={params.point} />
          </div>
        </>
      )}
    </>
  )
}
