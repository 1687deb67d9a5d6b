import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { CalendarDay } from '#shared/dates.ts'

import { paymentPointsQuery } from '../../api/reporting.ts'
import { PeriodPicker } from '../../ui/period-picker.tsx'
import type { Period } from '../../ui/periods.ts'
import { Select } from '../../ui/select.tsx'

interface FiltersProps {
  readonly period: Period
  readonly today: CalendarDay
  readonly onPeriod: (period: Period) => void
  readonly point: string | null
  readonly onPoint: (point: string | null) => void
}

const everywhere = 'all'

export function Filters({ period, today, onPeriod, point, onPoint }: FiltersProps) {
  const { t } = useLingui()
  const { data: points = [] } = useQuery(paymentPointsQuery)
  const options = points.map(({ id, name, alias }) => ({
    value: id,
    label: [name ?? id, alias].filter(Boolean).join(' · '),
  }))
  // A link may name a point that is not loaded yet, or not the merchant's any more.
  if (point !== null && !options.some(({ value }) => value === point)) {
    options.push({ value: point, label: t`One payment point` })
  }
  return (
    <search className="filters" aria-label={t`Filters`}>
      <PeriodPicker value={period} today={today} onChange={onPeriod} />
      <Select
        label={t`Payment point`}
        options={[{ value: everywhere, label: t`All payment points` }, ...options]}
        value={point ?? everywhere}
        onChange={(chosen) => onPoint(chosen === everywhere ? null : chosen)}
      />
    </search>
  )
}
