import {
  addDays,
  type CalendarDay,
  dayAt,
  firstOfMonth,
  type Instant,
  type Zone,
} from '#shared/dates.ts'
import type { Transaction } from '#shared/mobilepay/reporting.ts'

import type { Period } from '../../ui/periods.ts'

/** Payments of a day, or of a month: then `day` is its first. */
export interface Slot {
  readonly day: CalendarDay
  /** Øre or cents. */
  readonly minor: number
  readonly count: number
}

/** So many days can still be told apart in a chart. */
const mostDays = 92

const hourMilliseconds = 3_600_000

/** Payments of a period by day, or by month where there are too many days; none is left out. */
export function slotsOf(
  items: readonly Transaction[],
  { from, to }: Period,
  zone: Zone,
): { readonly unit: 'day' | 'month'; readonly slots: readonly Slot[] } {
  const days: CalendarDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  const unit = days.length > mostDays ? 'month' : 'day'
  const slotOf = (day: CalendarDay) => (unit === 'month' ? firstOfMonth(day) : day)

  const sums = new Map<CalendarDay, { minor: number; count: number }>()
  for (const day of days) sums.set(slotOf(day), { minor: 0, count: 0 })
  const dayOf = daysOf(zone)
  for (const { type, at, amount } of items) {
    const sum = type === 'Payment' ? sums.get(slotOf(dayOf(at))) : undefined
    if (!sum) continue
    sum.minor += amount.minor
    sum.count += 1
  }
  return { unit, slots: [...sums].map(([day, sum]) => ({ day, ...sum })) }
}

// Clocks change on the hour, so an hour lies in one day; there are far fewer hours than payments.
function daysOf(zone: Zone): (at: Instant) => CalendarDay {
  const known = new Map<number, CalendarDay>()
  return (at) => {
    const hour = Math.floor(at / hourMilliseconds)
    const day = known.get(hour) ?? dayAt(at, zone)
    known.set(hour, day)
    return day
  }
}
