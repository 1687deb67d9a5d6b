import { Plural, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import { dayAt } from '#shared/dates.ts'

import { CsvExportButton } from '../../ui/csv-export-button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { productName } from '../../ui/transaction-words.tsx'
import type { AnyPoint } from './use-points.ts'

/** The payment points on the page as a file. */
export function PointsExport({ points }: { points: readonly AnyPoint[] }) {
  const { t } = useLingui()
  const { zone } = useFormat()
  const [today] = useState(() => dayAt(Date.now(), zone))
  const stateOf = (isActive: boolean) => (isActive ? t`Active` : t`Not active yet`)
  return (
    <CsvExportButton
      file={{
        name: `payment-points_${today}`,
        holds: (
          <p>
            <Plural
              value={points.length}
              one="The payment point on this page."
              other="The # payment points on this page."
            />
          </p>
        ),
        columns: [
          { id: 'name', header: t`Name` },
          { id: 'product', header: t`Product` },
          { id: 'myshop_number', header: t`MyShop number` },
          { id: 'state', header: t`State` },
          { id: 'payment_point_id', header: t`Payment point ID` },
        ],
        read: async () => ({
          rows: points.map(({ id, name, product, alias, isActive }) => [
            { text: name },
            product === null ? null : { word: productName(product) },
            { id: alias },
            isActive === null ? null : { word: stateOf(isActive) },
            { id },
          ]),
          progress: 1,
          next: null,
        }),
      }}
    />
  )
}
