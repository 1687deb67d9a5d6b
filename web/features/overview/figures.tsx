import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'

import { totalsOf } from '#shared/mobilepay/totals.ts'

import { Amount, useFormat } from '../../ui/format.tsx'
import { Kpis } from '../../ui/kpis.tsx'
import type { Period } from '../../ui/periods.ts'
import { SumsFailed, takings } from '../../ui/sums.tsx'
import { Banner } from '../../ui/surface.tsx'
import { searchOf, type WholeResult } from './whole.ts'

interface FiguresProps {
  readonly whole: WholeResult
  readonly period: Period
  readonly point: string | null
}

/** The period's money in four numbers. */
export function Figures({ whole, period, point }: FiguresProps) {
  const { t } = useLingui()
  const { currency } = useFormat()
  const { data, error, refetch, isFetching } = whole
  if (data === undefined && error) {
    return (
      <SumsFailed problem={error} isFetching={isFetching} onRetry={() => void refetch()}>
        <Trans>The money of the period could not be added up.</Trans>
      </SumsFailed>
    )
  }
  const totals = data ? totalsOf(data.items, currency) : null
  const search = searchOf(period, point)
  return (
    <>
      <Kpis
        label={t`Totals of the period`}
        items={[
          ...takings(totals),
          {
            id: 'unpaid',
            label: <Trans>Not paid out yet</Trans>,
            value: totals ? <Amount money={totals.unpaid.total} /> : undefined,
            note:
              totals && totals.unpaid.count > 0 ? (
                <Link to={`/transactions?${search}&payout=open`}>
                  <Plural value={totals.unpaid.count} one="# transaction" other="# transactions" />
                </Link>
              ) : null,
          },
        ]}
      />
      {data && !data.complete ? (
        <Banner tone="info">
          <p>
            <Trans>
              The totals cover the newest 20,000 transactions of the period. Choose a shorter one to
              see all.
            </Trans>
          </p>
        </Banner>
      ) : null}
    </>
  )
}
