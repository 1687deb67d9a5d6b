import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  addDays,
  dayAt,
  firstOfMonth,
  isCalendarDay,
  readDay,
  readInstant,
  startOfDay,
  type CalendarDay,
  type Zone,
} from '#shared/dates.ts'

import { runs } from '../support/property-runs.ts'

const zone = fc.constantFrom<Zone>('Europe/Copenhagen', 'Europe/Helsinki')
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) })
const day = instant.map((at): CalendarDay => dayAt(at, 'Europe/Copenhagen'))

test('an instant is the same after it was written and read, with any offset', () => {
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 })
  fc.assert(
    fc.property(instant, offset, fc.nat(4), (at, minutes, digits) => {
      const sign = minutes < 0 ? '-' : '+'
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
      const suffix = `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
      const local = new Date(at + minutes * 60_000).toISOString().replace('Z', '')
      expect(readInstant(`${local}${'9'.repeat(digits)}${suffix}`)).toBe(at)
      expect(readInstant(new Date(at).toISOString())).toBe(at)
    }),
    runs(2000),
  )
})

const calendars = {
  'Europe/Copenhagen': calendarIn('Europe/Copenhagen'),
  'Europe/Helsinki': calendarIn('Europe/Helsinki'),
}

test('a moment lies in its day: not before it starts, and before the next one does', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const today = dayAt(at, where)
      expect(startOfDay(today, where)).toBeLessThanOrEqual(at)
      expect(startOfDay(addDays(today, 1), where)).toBeGreaterThan(at)
      // As the platform's own calendar has it.
      expect(today).toBe(calendars[where].format(at))
    }),
    runs(1000, 20),
  )
})

test('a day is the same after it was turned into a moment and back', () => {
  fc.assert(
    fc.property(day, zone, fc.integer({ min: -4000, max: 4000 }), (date, where, count) => {
      expect(dayAt(startOfDay(date, where), where)).toBe(date)
      expect(readDay(date, where)).toBe(date)
      expect(readDay(`${date}T00:00:00+02:00`, where)).toBe(date)
      expect(addDays(addDays(date, count), -count)).toBe(date)
      expect(firstOfMonth(date)).toBe(`${date.slice(0, 8)}01`)
      expect(addDays(date, 1) > date).toBe(true)
    }),
    runs(1000),
  )
})

test('what is no date is read as none, and nothing throws', () => {
  const text = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.nat(9999), fc.nat(20), fc.nat(40))
      .map((parts) =>
        parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-'),
      ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(
      '2026-02-30',
      '2026-11-24T25:00:00Z',
      '2026-11-24T10:00:00+19:00',
      '+002026-01-01',
      '9999-12-31T23:59:59Z',
      '9999-12-31T23:59:59-12:00',
    ),
  )
  fc.assert(
    fc.property(text, zone, (written, where) => {
      const read = readDay(written, where)
      const at = readInstant(written)
      expect(read === null || isCalendarDay(read)).toBe(true)
      expect(at === null || Number.isSafeInteger(at)).toBe(true)
      // The platform knows every day that exists.
      const exists =
        // Years before 100 mean others to `Date.UTC`; MobilePay has none.
        /^(?!00)\d{4}-\d{2}-\d{2}$/.test(written) &&
        !Number.isNaN(Date.parse(`${written}T00:00Z`)) &&
        new Date(`${written}T00:00Z`).toISOString().startsWith(written)
      expect(isCalendarDay(written)).toBe(exists)
    }),
    runs(3000),
  )
})

function calendarIn(timeZone: string) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
}
