import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { Transaction, TransactionFilter } from '#shared/mobilepay/reporting.ts'
import { totalsOf } from '#shared/mobilepay/totals.ts'

import { wholeTransactions } from '../../api/reporting.ts'
import { Button } from '../../ui/button.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { Kpis } from '../../ui/kpis.tsx'
import { Words } from '../../ui/problem-view.tsx'
import { isEnded } from '../../ui/problem.ts'
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
    return isEnded(error) ? null : (
      <Banner
        tone="warn"
        live
        action={
          <Button onPress={() => void refetch()} isPending={isFetching}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        <p>
          <Trans>The totals could not be added up.</Trans> <Words problem={error} />
        </p>
      </Banner>
    )
  }
  return (
    <>
      <Kpis
        label={t`Totals of the period`}
        items={[
          {
            id: 'payments',
            label: <Trans>Payments</Trans>,
            value: totals ? <Amount money={totals.payments.total} /> : undefined,
            note: totals ? (
              <Plural value={totals.payments.count} one="# payment" other="# payments" />
            ) : null,
          },
          {
            id: 'refunds',
            label: <Trans>Refunds</Trans>,
            value: totals ? <Amount money={totals.refunds.total} /> : undefined,
            note: totals ? (
              <Plural value={totals.refunds.count} one="# refund" other="# refunds" />
            ) : null,
          },
          {
            id: 'fees',
            label: <Trans>Fees</Trans>,
            value: totals ? <Amount money={totals.fees.total} /> : undefined,
            note: totals ? <Trans>Without fees on invoice</Trans> : null,
          },
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
