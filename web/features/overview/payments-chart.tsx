import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChartColumn } from 'lucide-react'
import { lazy, Suspense, useMemo } from 'react'

import type { CalendarDay } from '#shared/dates.ts'

import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormat, useLocaleTag } from '../../ui/format.tsx'
import type { Period } from '../../ui/periods.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { slotsOf } from './per-day.ts'
import type { WholeResult } from './whole.ts'

// Its code is asked for along with the page's (routes.tsx), which does not wait for it.
const ChartBars = lazy(async () => ({
  default: (await import('../../ui/chart-bars.tsx')).ChartBars,
}))

const waiting = <Skeleton rows={6} shape="line" />

/** How much customers paid, day by day. */
export function PaymentsChart({ whole, period }: { whole: WholeResult; period: Period }) {
  return (
    <section className="card overview-chart">
      <Query result={whole} skeleton={waiting}>
        {({ items }) => <Chart items={items} period={period} />}
      </Query>
    </section>
  )
}

type Items = NonNullable<WholeResult['data']>['items']

function Chart({ items, period: { from, to } }: { items: Items; period: Period }) {
  const { t } = useLingui()
  const format = useFormat()
  const locale = useLocaleTag()
  const { zone, currency } = format
  const { unit, slots } = useMemo(() => slotsOf(items, { from, to }, zone), [items, from, to, zone])
  const sum = slots.reduce((total, { minor }) => total + minor, 0)
  const title = unit === 'day' ? t`Payments per day` : t`Payments per month`
  if (slots.every(({ count }) => count === 0)) {
    return (
      <>
        <h2>{title}</h2>
        <EmptyState icon={ChartColumn} title={<Trans>No payments in this period</Trans>} />
      </>
    )
  }
  const short = new Intl.DateTimeFormat(locale, {
    ...(unit === 'day' ? { day: 'numeric', month: 'short' } : { month: 'short', year: '2-digit' }),
    timeZone: 'UTC',
  })
  const long = new Intl.DateTimeFormat(locale, {
    ...(unit === 'day'
      ? { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
      : { month: 'long', year: 'numeric' }),
    timeZone: 'UTC',
  })
  // In full as long as there is room: thousands are shortened to letters that not every reader knows.
  const isLong = slots.some(({ minor }) => minor >= 100_000_000)
  const axis = new Intl.NumberFormat(locale, isLong ? { notation: 'compact' } : {})
  const mean = format.money({ minor: Math.round(sum / slots.length), currency })
  return (
    <Suspense fallback={waiting}>
      <ChartBars
        title={title}
        summary={
          unit === 'day' ? (
            <Trans>{mean} a day on average</Trans>
          ) : (
            <Trans>{mean} a month on average</Trans>
          )
        }
        heads={{
          name: unit === 'day' ? t`Day` : t`Month`,
          value: title,
          note: t`Payments`,
        }}
        tick={(value) => axis.format(value)}
        bars={slots.map(({ day, minor, count }) => ({
          id: day,
          name: long.format(utc(day)),
          short: short.format(utc(day)),
          value: minor / 100,
          valueText: format.money({ minor, currency }),
          note: t`${plural(count, { one: '# payment', other: '# payments' })}`,
        }))}
      />
    </Suspense>
  )
}

function utc(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`)
}
