import { describe, expect, it } from 'vitest'

import { merchants } from '../merchants.ts'
import { addDays, addMonths, localDaysOf } from './days.ts'

const daysOf = (country: 'DK' | 'FI') => {
  const merchant = merchants.find((candidate) => candidate.country === country)
  if (merchant === undefined) throw new Error(`nobody in ${country}`)
  return localDaysOf(merchant)
}

it.each([
  ['DK', '2026-01-15', '2026-01-14T23:00:00Z'],
  ['DK', '2026-07-15', '2026-07-14T22:00:00Z'],
  ['DK', '2026-03-29', '2026-03-28T23:00:00Z'],
  ['DK', '2026-03-30', '2026-03-29T22:00:00Z'],
  ['DK', '2026-10-25', '2026-10-24T22:00:00Z'],
  ['DK', '2026-10-26', '2026-10-25T23:00:00Z'],
  ['FI', '2026-01-15', '2026-01-14T22:00:00Z'],
  ['FI', '2026-03-29', '2026-03-28T22:00:00Z'],
  ['FI', '2026-03-30', '2026-03-29T21:00:00Z'],
  ['FI', '2026-10-26', '2026-10-25T22:00:00Z'],
] as const)('in %s the day %s begins at %s', (country, day, start) => {
  const days = daysOf(country)
  expect(new Date(days.startOf(day)).toISOString()).toBe(start.replace('Z', '.000Z'))
  expect(days.dayOf(days.startOf(day))).toBe(day)
  expect(days.dayOf(days.startOf(day) - 1)).toBe(addDays(day, -1))
})

it('a year of days follows without a gap, clock changes included', () => {
  const days = daysOf('DK')
  for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
    const hours = (days.startOf(addDays(day, 1)) - days.startOf(day)) / 3_600_000
    const expected = day === '2026-03-29' ? 23 : day === '2026-10-25' ? 25 : 24
    expect([day, hours]).toEqual([day, expected])
  }
})

describe('months', () => {
  it.each([
    ['2026-11-24', -13, '2025-10-24'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2028-03-31', -1, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2027-01-31', -13, '2025-12-31'],
  ])('%s and %i months is %s', (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected)
  })
})
