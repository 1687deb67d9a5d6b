import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { CalendarDays, Check, ChevronDown } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Button } from 'react-aria-components'

import type { CalendarDay } from '#shared/dates.ts'

import { useFormat } from './format.tsx'
import { type Period, type PresetId, presetsOf } from './periods.ts'
import { Pop } from './pop.tsx'
import { Skeleton } from './skeleton.tsx'

const loadCalendar = () => import('./period-calendar.tsx')
const PeriodCalendar = lazy(async () => ({ default: (await loadCalendar()).PeriodCalendar }))

const presetTexts: Readonly<Record<PresetId, MessageDescriptor>> = {
  today: msg`Today`,
  days7: msg`Last 7 days`,
  days30: msg`Last 30 days`,
  days90: msg`Last 90 days`,
  thisMonth: msg`This month`,
  lastMonth: msg`Last month`,
  thisQuarter: msg`This quarter`,
  lastQuarter: msg`Last quarter`,
}

interface PeriodPickerProps {
  readonly value: Period
  readonly today: CalendarDay
  readonly onChange: (period: Period) => void
}

/** One button that shows the days and opens presets, two typed dates and a calendar. */
export function PeriodPicker({ value, today, onChange }: PeriodPickerProps) {
  const { t } = useLingui()
  const format = useFormat()
  const days = format.days(value.from, value.to)
  return (
    <Pop
      label={t`Period: ${days}`}
      kind="dialog"
      className="button-secondary period-button"
      face={
        <>
          <CalendarDays size={16} aria-hidden="true" />
          <span className="number period-days">{days}</span>
          <ChevronDown size={16} aria-hidden="true" />
        </>
      }
      load={loadCalendar}
    >
      {(close) => {
        const choose = (period: Period) => {
          onChange(period)
          close()
        }
        return (
          <div className="period">
            <div className="presets">
              {presetsOf(today).map((preset) => {
                const isChosen = preset.from === value.from && preset.to === value.to
                return (
                  <Button
                    key={preset.id}
                    className="menu-item preset"
                    aria-current={isChosen}
                    onPress={() => choose(preset)}
                  >
                    <span className="menu-text">{t(presetTexts[preset.id])}</span>
                    {isChosen ? <Check size={16} aria-hidden="true" /> : null}
                  </Button>
                )
              })}
            </div>
            <Suspense
              fallback={
                <div className="period-calendar">
                  <Skeleton rows={5} shape="line" />
                </div>
              }
            >
              <PeriodCalendar value={value} today={today} onChoose={choose} />
            </Suspense>
          </div>
        )
      }}
    </Pop>
  )
}
