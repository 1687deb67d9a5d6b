import './period-calendar.css'
import { parseDate, toCalendarDate } from '@internationalized/date'
import { useLingui } from '@lingui/react/macro'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import {
  Button as AriaButton,
  Calendar,
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
  Text,
} from 'react-aria-components'

import { isCalendarDay } from '#shared/dates.ts'

import { Pop } from './pop.tsx'

interface DayInputProps {
  readonly label: string
  readonly help?: ReactNode
  readonly id: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
  readonly focusRef: Ref<HTMLDivElement>
  readonly least?: string
  readonly most?: string
  readonly isRequired?: boolean
  readonly isReadOnly: boolean
  readonly error: string | null
}

const dateOf = (text: string | undefined) =>
  text !== undefined && isCalendarDay(text) ? parseDate(text) : null

/** A day to type, with a calendar behind a button. */
export function DayInput(props: DayInputProps) {
  const { label, help, value, onChange, least, most, focusRef, error, isReadOnly, ...rest } = props
  const { t } = useLingui()
  const [typed, setTyped] = useState(() => dateOf(value))
  // The very date the field made, for another that says the same would interrupt the typing.
  const date = (typed?.toString() ?? '') === value ? typed : dateOf(value)
  const limits = { minValue: dateOf(least), maxValue: dateOf(most) }
  return (
    <DateField
      {...rest}
      className="field"
      value={date}
      onChange={(chosen) => {
        const made = chosen ? toCalendarDate(chosen) : null
        setTyped(made)
        onChange(made?.toString() ?? '')
      }}
      isInvalid={error !== null}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <Label className="label">{label}</Label>
      <div className="input-box day-box">
        <DateInput ref={focusRef} className="day-input">
          {(segment) => <DateSegment segment={segment} className="day-segment" />}
        </DateInput>
        {isReadOnly ? null : (
          <Pop
            label={t`${label}: calendar`}
            kind="dialog"
            className="button-icon"
            face={<CalendarDays size={16} aria-hidden="true" />}
            load={() => Promise.resolve()}
          >
            {(close) => (
              <Calendar
                aria-label={label}
                className="calendar day-calendar"
                value={date}
                defaultFocusedValue={date ?? limits.minValue ?? limits.maxValue}
                {...limits}
                onChange={(chosen) => {
                  onChange(chosen.toString())
                  close()
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
                    {(day) => (
                      <CalendarHeaderCell className="calendar-weekday">{day}</CalendarHeaderCell>
                    )}
                  </CalendarGridHeader>
                  <CalendarGridBody>
                    {(day) => <CalendarCell date={day} className="calendar-day" />}
                  </CalendarGridBody>
                </CalendarGrid>
              </Calendar>
            )}
          </Pop>
        )}
      </div>
      <FieldError className="field-error">{error}</FieldError>
      {help ? (
        <Text slot="description" className="help">
          {help}
        </Text>
      ) : null}
    </DateField>
  )
}
