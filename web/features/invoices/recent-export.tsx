import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { dayAt } from '#shared/dates.ts'
import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import { invoiceStatusQuery } from '../../api/invoices.ts'
import type { RecentInvoice } from '../../api/recent-invoices.ts'
import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import type { Cell } from '../../ui/csv.ts'
import { useFormat } from '../../ui/format.tsx'
import { isProblem } from '../../ui/problem.ts'
import { isWantedStatus, pageSize, type RecentFilter } from './recent-params.ts'
import { stateNames, unknownState } from './words.tsx'

interface RecentExportProps {
  readonly merchant: string
  /** Those that match the filter, but for their state, which is asked for. */
  readonly invoices: readonly RecentInvoice[]
  readonly filter: Pick<RecentFilter, 'status'>
}

/** The invoices that this browser sent as a file, each with its state as MobilePay has it now. */
export function RecentExport({ merchant, invoices, filter }: RecentExportProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { zone } = useFormat()
  const [today] = useState(() => dayAt(Date.now(), zone))
  /** Undefined for one that MobilePay does not know any more, as it does with expired links. */
  const readStatus = async (id: string): Promise<InvoiceStatus | null | undefined> => {
    try {
      return await client.fetchQuery(invoiceStatusQuery(merchant, id))
    } catch (error) {
      if (isProblem(error) && error.status === 404) return undefined
      throw error
    }
  }
  const nameOf = (status: InvoiceStatus | null | undefined): Cell =>
    status === undefined ? null : { word: t(status === null ? unknownState : stateNames[status]) }
  return (
    <CsvExportButton
      file={{
        name: `invoices_${today}`,
        holds: (
          <>
            <p>
              {filter.status === null ? (
                <Plural
                  value={invoices.length}
                  one="The invoice that was sent from this browser."
                  other="The # invoices that were sent from this browser."
                />
              ) : (
                <Trans>
                  The invoices that were sent from this browser and are in the chosen state.
                </Trans>
              )}
            </p>
            <p>
              <Trans>MobilePay is asked for the state of each.</Trans>
            </p>
          </>
        ),
        columns: [
          { id: 'number', header: t`Number` },
          { id: 'sent_as', header: t`How it was sent` },
          { id: 'sent', header: t`Sent` },
          { id: 'due', header: t`Due` },
          { id: 'state', header: t`State` },
          { id: 'amount', header: t`Amount` },
          { id: 'currency', header: t`Currency` },
          { id: 'invoice_id', header: t`Invoice ID` },
          { id: 'link', header: t`Link for the customer` },
        ],
        sum: 'amount',
        async read(page) {
          const end = page * pageSize
          const some = invoices.slice(end - pageSize, end)
          const known = await Promise.all(
            some.map(async (invoice) => ({ invoice, status: await readStatus(invoice.id) })),
          )
          return {
            rows: known
              .filter(({ status }) => status === undefined || isWantedStatus(status, filter))
              .map(({ invoice, status }): readonly Cell[] => [
                { id: invoice.reference },
                { word: invoice.kind === 'direct' ? t`To a phone` : t`As a link` },
                { at: invoice.createdAt },
                { day: invoice.dueDay ?? null },
                nameOf(status),
                { money: invoice.total },
                { word: invoice.total.currency },
                { id: invoice.id },
                { text: invoice.href },
              ]),
            progress: Math.min(1, end / invoices.length),
            next: end < invoices.length ? page + 1 : null,
          }
        },
      }}
    />
  )
}
