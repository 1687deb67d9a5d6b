import './period-calendar.css'
import { type CalendarDate, parseDate } from '@internationalized/date'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import {
  Button as AriaButton,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  DateField,
  DateInput,
  DateSegment,
  FieldError,
  Label,
  RangeCalendar,
} from 'react-aria-components'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'

import { Button } from './button.tsx'
import type { Period } from './periods.ts'

interface PeriodCalendarProps {
  readonly value: Period
  readonly today: CalendarDay
  readonly onChoose: (period: Period) => void
}

/** Two dates to type and a month to pick them from; both show the same days. */
export function PeriodCalendar({ value, today, onChoose }: PeriodCalendarProps) {
  const { t } = useLingui()
  const [from, setFrom] = useState<CalendarDate | null>(parseDate(value.from))
  const [to, setTo] = useState<CalendarDate | null>(parseDate(value.to))
  const last = parseDate(today)
  const error = problemOf(from, to, last)
  const range = from && to && error === null ? { start: from, end: to } : null
  const texts = {
    incomplete: t`Fill in both dates.`,
    order: t`The first day is after the last.`,
    future: t`The period cannot reach into the future.`,
  }
  const choose = () => {
    const [first, final] = [from?.toString() ?? '', to?.toString() ?? '']
    if (error === null && isCalendarDay(first) && isCalendarDay(final)) {
      onChoose({ from: first, to: final })
    }
  }
  return (
    <form
      className="period-calendar"
      onSubmit={(event) => {
        event.preventDefault()
        choose()
      }}
    >
      <div className="period-fields">
        <DayField label={t`From`} value={from} onChange={setFrom} isInvalid={error === 'order'} />
        <DayField label={t`To`} value={to} onChange={setTo} isInvalid={error !== null} />
      </div>
      <RangeCalendar
        aria-label={t`Period`}
        className="calendar"
        value={range}
        defaultFocusedValue={to ?? last}
        maxValue={last}
        onChange={({ start, end }) => {
          setFrom(start)
          setTo(end)
        }}
      >
        <div className="calendar-head">
          <AriaButton slot="previous" className="button button-icon">
            <ChevronLeft size={18} aria-hidden="true" />
          </AriaButton>
          <CalendarHeading className="calendar-title" />
          <AriaButton slot="next" className="button button-icon">
            <ChevronRight size={18} aria-hidden="true" />
          </AriaButton>
        </div>
        <CalendarGrid className="calendar-grid" weekdayStyle="short">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell className="calendar-weekday">{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => <CalendarCell date={date} className="calendar-day" />}
          </CalendarGridBody>
        </CalendarGrid>
      </RangeCalendar>
      <div className="period-foot">
        <p className="field-error" role="alert">
          {error === null ? null : texts[error]}
        </p>
        <Button type="submit" look="primary" isDisabled={error !== null}>
          <Trans>Show period</Trans>
        </Button>
      </div>
    </form>
  )
}

function problemOf(from: CalendarDate | null, to: CalendarDate | null, last: CalendarDate) {
  if (!from || !to) return 'incomplete'
  if (from.compare(to) > 0) return 'order'
  return to.compare(last) > 0 ? 'future' : null
}

interface DayFieldProps {
  readonly label: string
  readonly value: CalendarDate | null
  readonly onChange: (value: CalendarDate | null) => void
  readonly isInvalid: boolean
}

function DayField({ label, ...rest }: DayFieldProps) {
  return (
    <DateField {...rest} className="field" validationBehavior="aria" shouldForceLeadingZeros>
      <Label className="label">{label}</Label>
      <DateInput className="input-box day-input">
        {(segment) => <DateSegment segment={segment} className="day-segment" />}
      </DateInput>
      <FieldError className="hidden" />
    </DateField>
  )
}
