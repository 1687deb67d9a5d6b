import { Trans, useLingui } from '@lingui/react/macro'

import { startOfDay } from '#shared/dates.ts'
import type { PaymentPoint, TransferFilter } from '#shared/mobilepay/reporting.ts'

import { readTransfers } from '../../api/reporting.ts'
import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { pointName } from '../../ui/transaction-words.tsx'

interface PayoutsExportProps {
  readonly filter: TransferFilter
  readonly points: readonly PaymentPoint[]
}

/** All payouts of a filter as a file. */
export function PayoutsExport({ filter, points }: PayoutsExportProps) {
  const { t } = useLingui()
  const format = useFormat()
  const { from, to, paymentPointId, reference } = filter
  const nameOf = (id: string | null) => {
    const point = points.find((one) => one.id === id)
    return point ? pointName(point) : null
  }
  const where = nameOf(paymentPointId)
  const days = format.days(from, to)
  const instantOf = (day: typeof from) => startOfDay(day, format.zone)
  return (
    <CsvExportButton
      file={{
        name: reference === null ? `payouts_${from}_${to}` : `payout_${reference}`,
        holds: (
          <p>
            {reference !== null ? (
              <Trans>The payout {reference}.</Trans>
            ) : where === null ? (
              <Trans>All payouts of {days}.</Trans>
            ) : (
              <Trans>
                All payouts of {days}, {where}.
              </Trans>
            )}
          </p>
        ),
        columns: [
          { id: 'date', header: t`Date` },
          { id: 'reference', header: t`Bank reference` },
          { id: 'payment_point', header: t`Payment point` },
          { id: 'amount', header: t`Transferred` },
          { id: 'currency', header: t`Currency` },
          { id: 'payout_id', header: t`Payout ID` },
        ],
        sum: 'amount',
        async read(number, signal) {
          const page = await readTransfers(filter, { number, size: 1000, direction: 'asc' }, signal)
          const last = page.items.at(-1)?.day ?? to
          const start = instantOf(from)
          const whole = Math.max(1, Math.min(instantOf(to), Date.now()) - start)
          return {
            rows: page.items.map((one) => [
              { day: one.day },
              { id: one.reference },
              { text: nameOf(one.paymentPointId) },
              { money: one.total },
              { word: one.total.currency },
              { id: one.id },
            ]),
            progress: (instantOf(last) - start) / whole,
            next: page.nextPage,
          }
        },
      }}
    />
  )
}
