import { expect, test } from 'vitest'

import {
  addDays,
  type CalendarDay,
  dayAt,
  firstOfMonth,
  firstOfQuarter,
  isCalendarDay,
  readDay,
  readInstant,
  startOfDay,
  type Zone,
} from '#shared/dates.ts'

function day(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

test.each([
  ['2026-11-24T18:20:05Z', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T18:20:05+00:00', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T19:20:05+01:00', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T19:20:05+0100', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T19:20:05+01', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T13:50:05-04:30', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T18:20:05.1234567Z', '2026-11-24T18:20:05.123Z'],
  ['2026-11-24T18:20:05.123456', '2026-11-24T18:20:05.123Z'],
  ['2026-11-24T18:20:05.5Z', '2026-11-24T18:20:05.500Z'],
  ['2026-11-24t18:20:05z', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24 18:20:05', '2026-11-24T18:20:05.000Z'],
  ['2026-11-24T18:20Z', '2026-11-24T18:20:00.000Z'],
  ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
])('%s is read as %s', (text, expected) => {
  expect(iso(readInstant(text))).toBe(expected)
})

test.each([
  '',
  '2026-11-24',
  '24-11-2026T18:20:05Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-24T24:00:00Z',
  '2026-11-24T18:60:00Z',
  '2026-11-24T18:20:61Z',
  '2026-11-24T18:20:05+19:00',
  '2026-11-24T18:20:05 CET',
  '2026-11-24T18:20:05Z and more',
  '1795544405',
])('%j is no date-time', (text) => {
  expect(readInstant(text)).toBeNull()
})

test.each(['2026-02-29', '2026-00-10', '2026-04-31', '26-04-30', '2026-4-30', '2026-04-30T', ''])(
  '%j is no calendar day',
  (text) => {
    expect(isCalendarDay(text)).toBe(false)
  },
)

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026-11-24T00:00:00', '2026-11-24'],
  ['2026-11-24T00:00:00Z', '2026-11-24'],
  ['2026-11-24T00:00:00.0000000+01:00', '2026-11-24'],
  ['2026-11-24T00:00', '2026-11-24'],
  ['2026-11-23T23:00:00Z', '2026-11-24'],
  ['2026-07-23T22:00:00Z', '2026-07-24'],
  ['2026-11-24T04:15:00Z', '2026-11-24'],
  ['2026-11-24T00:00:01-05:00', '2026-11-24'],
  ['2026-11-24T00:00:00.5-23:00', null],
  ['no day', null],
])('a payout dated %j belongs to %j in Copenhagen', (text, expected) => {
  expect(readDay(text, 'Europe/Copenhagen')).toBe(expected)
})

test.each([
  ['2026-11-24', 'Europe/Copenhagen', '2026-11-23T23:00:00.000Z'],
  ['2026-07-24', 'Europe/Copenhagen', '2026-07-23T22:00:00.000Z'],
  ['2026-11-24', 'Europe/Helsinki', '2026-11-23T22:00:00.000Z'],
  // The clocks go forward on 29 March 2026 and back on 25 October, both at 01:00 UTC.
  ['2026-03-29', 'Europe/Copenhagen', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Copenhagen', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Helsinki', '2026-10-24T21:00:00.000Z'],
  ['2026-10-26', 'Europe/Helsinki', '2026-10-25T22:00:00.000Z'],
] as const)('%s in %s begins at %s', (text, zone, expected) => {
  expect(iso(startOfDay(day(text), zone))).toBe(expected)
})

test('each day of ten years begins where the day before ends, in both zones', () => {
  for (const zone of ['Europe/Copenhagen', 'Europe/Helsinki'] satisfies Zone[]) {
    let today = day('2020-01-01')
    for (let count = 0; count < 3653; count += 1) {
      const start = startOfDay(today, zone)
      expect(dayAt(start, zone)).toBe(today)
      expect(dayAt(start - 1, zone)).toBe(addDays(today, -1))
      const hours = (startOfDay(addDays(today, 1), zone) - start) / 3_600_000
      expect([23, 24, 25]).toContain(hours)
      today = addDays(today, 1)
    }
    expect(today).toBe('2030-01-01')
  }
})

test('days are counted over months, leap days and years', () => {
  expect(addDays(day('2028-02-28'), 1)).toBe('2028-02-29')
  expect(addDays(day('2026-02-28'), 1)).toBe('2026-03-01')
  expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31')
  expect(firstOfMonth(day('2026-11-24'))).toBe('2026-11-01')
  expect(firstOfMonth(addDays(firstOfMonth(day('2026-01-15')), -1))).toBe('2025-12-01')
})

test('the first of the quarter is the same for its first and its last day', () => {
  const quarters = [
    ['2026-01-01', '2026-03-31'],
    ['2026-04-01', '2026-06-30'],
    ['2026-07-01', '2026-09-30'],
    ['2026-10-01', '2026-12-31'],
  ] as const
  for (const [first, last] of quarters) {
    expect(firstOfQuarter(day(first))).toBe(first)
    expect(firstOfQuarter(day(last))).toBe(first)
  }
})
