import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'

import { addDays, startOfDay } from '#shared/dates.ts'
import type { PaymentPoint, Transaction, Transfer } from '#shared/mobilepay/reporting.ts'

import { readPaidOut, type Whole } from '../../api/reporting.ts'
import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { Select } from '../../ui/select.tsx'
import { useTransactionsFile } from '../../ui/transaction-csv.ts'
import { rowsOf } from '../../ui/transaction-rows.ts'
import { TransactionTable } from '../../ui/transaction-table.tsx'
import { pointName, typeTexts } from '../../ui/transaction-words.tsx'
import { mostPages, payoutRowsParams } from './params.ts'

const Details = lazy(async () => ({ default: (await import('./details.tsx')).Details }))

const rowsInPage = 100
const anyType = 'all'

interface ContentsProps {
  readonly transfer: Transfer
  readonly point: PaymentPoint | undefined
  readonly whole: Whole<Transaction>
}

/** The transactions of a payout, itemised. */
export function Contents({ transfer, point, whole }: ContentsProps) {
  const { t } = useLingui()
  const { zone } = useFormat()
  const fileOf = useTransactionsFile()
  const { params, change, hrefOf } = useListParams(payoutRowsParams)
  // The payout's own line is the payout.
  const own = whole.items.filter(({ type }) => type !== 'Transfer')
  const types = [...new Set(own.map(({ type }) => type))].filter((type) => type !== null)
  const wanted = own.filter(({ type }) => params.type === null || type === params.type)
  const rows = rowsOf(wanted.slice(0, params.page * rowsInPage))
  const open = rows.find(({ key }) => key === params.row)
  const name = transfer.reference ?? transfer.id
  const end = startOfDay(addDays(transfer.day, 1), zone)
  return (
    <section className="card card-flush" aria-labelledby="payout-rows">
      <div className="filters">
        <h2 id="payout-rows" className="payout-rows-title">
          <Trans>Transactions</Trans>
        </h2>
        <Select
          label={t`Type`}
          options={[
            { value: anyType, label: t`All types` },
            ...types.map((type) => ({ value: type, label: t(typeTexts[type]) })),
          ]}
          value={params.type ?? anyType}
          onChange={(type) =>
            change({ type: type === anyType ? null : type, page: null, row: null })
          }
        />
        <div className="filters-end">
          <CsvExportButton
            file={fileOf({
              name: `payout_${name}`,
              holds: (
                <p>
                  <Trans>Everything in the payout {name}, and its own line.</Trans>
                </p>
              ),
              point: point ? pointName(point) : null,
              read: (page, signal) => readPaidOut(transfer.id, page, signal),
              // A payout is of a day, or of some days without any.
              span: { start: own.at(-1)?.at ?? end, end },
            })}
          />
        </div>
      </div>
      {rows.length === 0 ? (
        <NothingFound clearTo={hrefOf({ type: null, page: null })} />
      ) : (
        <>
          <TransactionTable
            caption={t`Transactions of the payout`}
            rows={rows}
            current={params.row}
            hrefOf={({ key }) => hrefOf({ row: key })}
            shown={['type', 'time']}
          />
          <RowsEnd
            counted={
              rows.length < wanted.length ? (
                <Trans>
                  {rows.length} of {wanted.length} transactions
                </Trans>
              ) : (
                <Plural value={wanted.length} one="# transaction" other="# transactions" />
              )
            }
            hasMore={rows.length < wanted.length}
            isLoading={false}
            problem={null}
            onMore={() => change({ page: String(params.page + 1) })}
            onRetry={() => {}}
            limit={
              params.page >= mostPages ? <Trans>The CSV file holds the rest.</Trans> : undefined
            }
          />
        </>
      )}
      {params.row === null ? null : (
        <Suspense>
          <Details transaction={open?.transaction ?? null} onClose={() => change({ row: null })} />
        </Suspense>
      )}
    </section>
  )
}
