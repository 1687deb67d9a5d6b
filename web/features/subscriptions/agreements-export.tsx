import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import { dayAt, type Instant } from '#shared/dates.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import type { Cell } from '../../ui/csv.ts'
import { useFormat } from '../../ui/format.tsx'
import { agreementStates, frequencyName } from './words.tsx'

const at = (instant: Instant | null): Cell => (instant === null ? null : { at: instant })

interface AgreementsExportProps {
  /** Those on the page. */
  readonly agreements: readonly Agreement[]
  /** Whether MobilePay has more of them. */
  readonly hasMore: boolean
}

/**
 * The loaded agreements as a file. Not those that are not loaded: MobilePay allows each page five
 * times a minute, which belongs to whoever works with the list.
 */
export function AgreementsExport({ agreements, hasMore }: AgreementsExportProps) {
  const { t } = useLingui()
  const { zone } = useFormat()
  const [today] = useState(() => dayAt(Date.now(), zone))
  const nameOf = (frequency: number) => {
    const name = frequencyName(frequency)
    return name === null ? String(frequency) : t(name)
  }
  return (
    <CsvExportButton
      file={{
        name: `agreements_${today}`,
        holds: (
          <>
            <p>
              <Plural
                value={agreements.length}
                one="The agreement on this page."
                other="The # agreements on this page."
              />
            </p>
            {hasMore ? (
              <p>
                <Trans>There are more: load them first to have them in the file.</Trans>
              </p>
            ) : null}
          </>
        ),
        columns: [
          { id: 'your_id', header: t`Your ID` },
          { id: 'plan', header: t`Plan` },
          { id: 'description', header: t`Description` },
          { id: 'status', header: t`Status` },
          { id: 'amount', header: t`Amount` },
          { id: 'currency', header: t`Currency` },
          { id: 'how_often', header: t`How often` },
          { id: 'created', header: t`Created` },
          { id: 'accepted', header: t`Accepted` },
          { id: 'cancelled', header: t`Cancelled` },
          { id: 'agreement_id', header: t`Agreement ID` },
        ],
        read: () =>
          Promise.resolve({
            rows: agreements.map((one): readonly Cell[] => [
              { id: one.externalId },
              { text: one.plan },
              { text: one.description },
              one.status && { word: t(agreementStates[one.status].name) },
              one.amount && { money: one.amount },
              { word: one.currency },
              { word: nameOf(one.frequency) },
              at(one.createdAt),
              at(one.acceptedAt),
              at(one.canceledAt),
              { id: one.id },
            ]),
            progress: 1,
            next: null,
          }),
      }}
    />
  )
}
