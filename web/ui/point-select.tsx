import { useLingui } from '@lingui/react/macro'

import type { PaymentPoint } from '#shared/mobilepay/reporting.ts'

import { Select } from './select.tsx'
import { pointName } from './transaction-words.tsx'

const everywhere = 'all'

interface PointSelectProps {
  readonly points: readonly PaymentPoint[]
  readonly point: string | null
  readonly onPoint: (point: string | null) => void
}

/** Which payment point a list is of. */
export function PointSelect({ points, point, onPoint }: PointSelectProps) {
  const { t } = useLingui()
  const options = points.map((one) => ({ value: one.id, label: pointName(one) }))
  // A link may name a point that is not loaded yet, or not the merchant's any more.
  if (point !== null && !options.some(({ value }) => value === point)) {
    options.push({ value: point, label: t`One payment point` })
  }
  return (
    <Select
      label={t`Payment point`}
      options={[{ value: everywhere, label: t`All payment points` }, ...options]}
      value={point ?? everywhere}
      onChange={(chosen) => onPoint(chosen === everywhere ? null : chosen)}
    />
  )
}
