import { expect, test } from 'vitest'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'
import type { TransactionType } from '#shared/mobilepay/reporting.ts'

import { slotsOf } from '../../web/features/overview/per-day.ts'
import { transactionOf } from '../support/transaction.ts'

function day(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

const zone = 'Europe/Copenhagen'

const at = (moment: string, minor: number, type: TransactionType = 'Payment') =>
  transactionOf(minor, { type, at: Date.parse(moment) })

test('payments are added up by the day they were made on, in the merchant’s zone', () => {
  const items = [
    // The day has 25 hours: clocks go back at three.
    at('2026-10-24T21:59:59Z', 1),
    at('2026-10-24T22:00:00Z', 20),
    at('2026-10-25T00:30:00Z', 300),
    at('2026-10-25T22:59:59Z', 4000),
    at('2026-10-25T23:00:00Z', 50_000),
    at('2026-10-25T12:00:00Z', -7, 'Refund'),
    at('2026-10-25T12:00:00Z', -9, 'TransactionFee'),
  ]
  const { unit, slots } = slotsOf(items, { from: day('2026-10-24'), to: day('2026-10-27') }, zone)
  expect(unit).toBe('day')
  expect(slots).toEqual([
    { day: '2026-10-24', minor: 1, count: 1 },
    { day: '2026-10-25', minor: 4320, count: 3 },
    { day: '2026-10-26', minor: 50_000, count: 1 },
    { day: '2026-10-27', minor: 0, count: 0 },
  ])
})

test('more days than a chart can show are months, and none is left out', () => {
  const items = [at('2025-11-30T23:30:00Z', 5), at('2026-11-24T12:00:00Z', 7)]
  const { unit, slots } = slotsOf(items, { from: day('2025-10-24'), to: day('2026-11-24') }, zone)
  expect(unit).toBe('month')
  expect(slots).toHaveLength(14)
  expect(slots.filter(({ count }) => count > 0)).toEqual([
    { day: '2025-12-01', minor: 5, count: 1 },
    { day: '2026-11-01', minor: 7, count: 1 },
  ])
})
