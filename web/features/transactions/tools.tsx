import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { CalendarDay } from '#shared/dates.ts'
import { spanOf, type Transaction, type TransactionFilter } from '#shared/mobilepay/reporting.ts'

import { paymentPointsQuery, readTransactions } from '../../api/reporting.ts'
import { ColumnsButton } from '../../ui/columns-button.tsx'
import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { SavedViewsButton } from '../../ui/saved-views-button.tsx'
import { useTransactionsFile } from '../../ui/transaction-csv.ts'
import { pointName } from '../../ui/transaction-words.tsx'
import { usePhone } from '../../ui/use-width.ts'
import { isNarrowed, type TransactionParams } from './params.ts'

interface ToolsProps {
  readonly params: TransactionParams
  readonly filter: TransactionFilter
  readonly today: CalendarDay
  readonly isWanted: (transaction: Transaction) => boolean
  readonly shown: readonly string[]
  readonly onShown: (shown: readonly string[]) => void
}

/** What can be done with the list as a whole. */
export function Tools({ params, filter, today, isWanted, shown, onShown }: ToolsProps) {
  const { t } = useLingui()
  const format = useFormat()
  const isPhone = usePhone()
  const fileOf = useTransactionsFile()
  const { data: points = [] } = useQuery(paymentPointsQuery)
  const { from, to, paymentPointId } = filter
  const point = points.find(({ id }) => id === paymentPointId)
  const where = point ? pointName(point) : null
  const days = format.days(from, to)
  const options = [
    { id: 'type', name: t`Type` },
    { id: 'time', name: t`Time` },
    { id: 'payout', name: t`Paid out` },
    { id: 'message', name: t`Message` },
    { id: 'payout-reference', name: t`Payout reference` },
    { id: 'customer', name: t`Customer` },
    { id: 'agreement', name: t`Agreement` },
  ]
  return (
    <div className="page-actions">
      <SavedViewsButton list="transactions" period={filter} usual="days30" today={today} />
      {isPhone ? null : <ColumnsButton options={options} shown={shown} onChange={onShown} />}
      <CsvExportButton
        file={fileOf({
          name: `transactions_${from}_${to}`,
          holds: (
            <>
              <p>
                {where === null ? (
                  <Trans>All transactions of {days}.</Trans>
                ) : (
                  <Trans>
                    All transactions of {days}, {where}.
                  </Trans>
                )}
              </p>
              {isNarrowed(params) ? (
                <p>
                  <Trans>Only those that match your search and filters.</Trans>
                </p>
              ) : null}
            </>
          ),
          point: where,
          read: (page, signal) => readTransactions(filter, page, signal),
          span: spanOf(filter),
          isWanted,
        })}
      />
    </div>
  )
}
