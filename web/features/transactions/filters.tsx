import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense } from 'react'

import type { CalendarDay } from '#shared/dates.ts'

import { paymentPointsQuery } from '../../api/reporting.ts'
import { LiveSearch } from '../../ui/live-search.tsx'
import { PeriodPicker } from '../../ui/period-picker.tsx'
import type { Period } from '../../ui/periods.ts'
import { PointSelect } from '../../ui/point-select.tsx'
import { Pop } from '../../ui/pop.tsx'
import { useWidth } from '../../ui/use-width.ts'
import type { TransactionParams } from './params.ts'

const loadMore = () => import('./more-filters.tsx')
const MoreFilters = lazy(async () => ({ default: (await loadMore()).MoreFilters }))

/** What the filters change in the list's address. */
export type Changes = Partial<
  Record<'from' | 'to' | 'point' | 'type' | 'payout' | 'min' | 'max' | 'q', string | null>
>

interface FiltersProps {
  readonly params: TransactionParams
  readonly period: Period
  readonly today: CalendarDay
  readonly onChange: (changes: Changes) => void
}

export function Filters({ params, period, today, onChange }: FiltersProps) {
  const { t } = useLingui()
  const width = useWidth()
  const { data: points = [] } = useQuery(paymentPointsQuery)
  const isPointInside = width === 'phone'
  const chosen = [params.type, params.payout, params.min ?? params.max].filter(
    (value) => value !== null,
  ).length
  const count = chosen + (isPointInside && params.point !== null ? 1 : 0)
  const label = count > 0 ? t`Filters: ${count} chosen` : t`More filters`
  return (
    <search className="filters" aria-label={t`Filters`}>
      <LiveSearch
        label={t`Search reference, customer or ID`}
        value={params.q}
        onSearch={(q) => onChange({ q })}
        read={(text) => text.trim().slice(0, 64) || null}
      />
      <PeriodPicker
        value={period}
        today={today}
        onChange={({ from, to }) => onChange({ from, to })}
      />
      {isPointInside ? null : (
        <PointSelect
          points={points}
          point={params.point}
          onPoint={(point) => onChange({ point })}
        />
      )}
      <Pop
        label={label}
        kind="dialog"
        className={isPointInside ? 'button-secondary filters-icon' : 'button-secondary'}
        face={
          <>
            <SlidersHorizontal size={16} aria-hidden="true" />
            {isPointInside ? null : <Trans>Filters</Trans>}
            {count > 0 ? <span className="count">{count}</span> : null}
          </>
        }
        load={loadMore}
      >
        {(close) => (
          <Suspense>
            <MoreFilters params={params} onChange={onChange} onClose={close}>
              {isPointInside ? (
                <PointSelect
                  points={points}
                  point={params.point}
                  onPoint={(point) => onChange({ point })}
                />
              ) : null}
            </MoreFilters>
          </Suspense>
        )}
      </Pop>
    </search>
  )
}
