import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { Transaction, TransactionFilter } from '#shared/mobilepay/reporting.ts'
import { totalsOf } from '#shared/mobilepay/totals.ts'

import { wholeTransactions } from '../../api/reporting.ts'
import { useFormat } from '../../ui/format.tsx'
import { Kpis } from '../../ui/kpis.tsx'
import { SumsFailed, takings } from '../../ui/sums.tsx'
import { Banner } from '../../ui/surface.tsx'

interface SummaryProps {
  readonly filter: TransactionFilter
  readonly isWanted: (transaction: Transaction) => boolean
}

/** The sums of everything that is looked for, not only of the rows that are loaded. */
export function Summary({ filter, isWanted }: SummaryProps) {
  const { t } = useLingui()
  const format = useFormat()
  const { data, error, refetch, isFetching } = useQuery(wholeTransactions(filter))
  const totals = data ? totalsOf(data.items.filter(isWanted), format.currency) : null
  if (totals === null && error) {
    return (
      <SumsFailed problem={error} isFetching={isFetching} onRetry={() => void refetch()}>
        <Trans>The totals could not be added up.</Trans>
      </SumsFailed>
    )
  }
  return (
    <>
      <Kpis
        label={t`Totals of the period`}
        items={[
          ...takings(totals),
          {
            id: 'count',
            label: <Trans>Transactions</Trans>,
            value: totals ? (
              <span className="number">{format.count(totals.count)}</span>
            ) : undefined,
            // Where there is nothing, nothing was paid out either.
            note:
              totals && totals.count > 0 ? (
                <Plural
                  value={totals.unpaid.count}
                  _0="All paid out"
                  one="# not paid out yet"
                  other="# not paid out yet"
                />
              ) : null,
          },
        ]}
      />
      {data && !data.complete ? (
        <Banner tone="info">
          <p>
            <Trans>The totals cover the newest 20,000 transactions of the period.</Trans>
          </p>
        </Banner>
      ) : null}
    </>
  )
}
