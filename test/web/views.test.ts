import { expect, test } from 'vitest'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'

import { searchOf, viewOf } from '../../web/ui/saved-views.ts'

function day(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

const today = day('2026-11-24')

test('a view keeps the filters, and nothing that only one look left behind', () => {
  const search = new URLSearchParams('from=2026-03-01&to=2026-03-09&type=Refund&row=ab&page=3')
  const view = viewOf('Odd', search, { from: day('2026-03-01'), to: day('2026-03-09') }, today)
  expect(view).toEqual({
    name: 'Odd',
    search: 'from=2026-03-01&to=2026-03-09&type=Refund',
    preset: null,
  })
  expect(searchOf(view, day('2027-01-01'), 'days30')).toBe(
    '?from=2026-03-01&to=2026-03-09&type=Refund',
  )
})

test('a view of last month is of last month when it is opened', () => {
  const search = new URLSearchParams('from=2026-10-01&to=2026-10-31&q=NK')
  const view = viewOf('Books', search, { from: day('2026-10-01'), to: day('2026-10-31') }, today)
  expect(searchOf(view, day('2026-12-05'), 'days30')).toBe('?q=NK&from=2026-11-01&to=2026-11-30')
})

test('a view of the usual period needs no days', () => {
  const period = { from: day('2026-10-26'), to: today }
  const view = viewOf('All', new URLSearchParams(''), period, today)
  expect(searchOf(view, day('2026-12-05'), 'days30')).toBe('')
})
