import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { Transfer, TransferFilter } from '#shared/mobilepay/reporting.ts'
import { sumMoney } from '#shared/money.ts'

import { wholeTransfers } from '../../api/reporting.ts'
import { Amount, useFormat } from '../../ui/format.tsx'
import { Kpis } from '../../ui/kpis.tsx'
import { SumsFailed } from '../../ui/sums.tsx'
import { Banner } from '../../ui/surface.tsx'

/** The sums of all payouts of the filter, not only of those that are loaded. */
export function Summary({ filter }: { filter: TransferFilter }) {
  const { t } = useLingui()
  const format = useFormat()
  const { data, error, refetch, isFetching } = useQuery(wholeTransfers(filter))
  if (data === undefined && error) {
    return (
      <SumsFailed problem={error} isFetching={isFetching} onRetry={() => void refetch()}>
        <Trans>The totals could not be added up.</Trans>
      </SumsFailed>
    )
  }
  const sum = data
    ? sumMoney(
        data.items.map(({ total }) => total),
        format.currency,
      )
    : null
  const [latest] = data?.items ?? []
  const largest = data?.items.reduce<Transfer | undefined>(
    (most, one) => (most && most.total.minor >= one.total.minor ? most : one),
    undefined,
  )
  const points = new Set(data?.items.map(({ paymentPointId }) => paymentPointId)).size
  const nothing = data ? <span className="muted">–</span> : undefined
  return (
    <>
      <Kpis
        label={t`Totals of the period`}
        items={[
          {
            id: 'sum',
            label: <Trans>Transferred</Trans>,
            value: sum ? <Amount money={sum} /> : undefined,
            note: data ? <Trans>To your bank account</Trans> : null,
          },
          {
            id: 'count',
            label: <Trans>Payouts</Trans>,
            value: data ? (
              <span className="number">{format.count(data.items.length)}</span>
            ) : undefined,
            note:
              points > 0 ? (
                <Plural value={points} one="# payment point" other="# payment points" />
              ) : null,
          },
          {
            id: 'latest',
            label: <Trans>Latest</Trans>,
            value: latest ? <Amount money={latest.total} /> : nothing,
            note: latest ? format.day(latest.day) : null,
          },
          {
            id: 'largest',
            label: <Trans>Largest</Trans>,
            value: largest ? <Amount money={largest.total} /> : nothing,
            note: largest ? format.day(largest.day) : null,
          },
        ]}
      />
      {data && !data.complete ? (
        <Banner tone="info">
          <p>
            <Trans>The totals cover the newest 20,000 payouts of the period.</Trans>
          </p>
        </Banner>
      ) : null}
    </>
  )
}
