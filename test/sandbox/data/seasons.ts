import { type Day, monthOf, weekdayOf } from './days.ts'
import type { Random } from './random.ts'

/** Sunday first. */
const weekdayFactors = [0.85, 0.75, 0.85, 0.95, 1, 1.3, 1.3] as const
/** January first: quiet after Christmas, a summer holiday in July, presents in December. */
const monthFactors = [0.8, 0.85, 0.95, 1, 1.05, 1.05, 0.75, 0.95, 1.05, 1.05, 1.15, 1.4] as const

/** How much busier than usual the day is. */
export const busyness = (day: Day): number =>
  (weekdayFactors[weekdayOf(day)] ?? 1) * (monthFactors[monthOf(day) - 1] ?? 1)

const counterHours = [7, 8, 8, 8, 9, 9, 10, 11, 12, 12, 13, 14, 15, 15, 16, 17, 17] as const
const webHours = [
  0, 7, 9, 10, 11, 12, 13, 15, 16, 17, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23,
] as const

/** When in a day something happens, in milliseconds after midnight. */
export const momentOf = (random: Random, place: 'counter' | 'web'): number => {
  const hour = random.pick(place === 'counter' ? counterHours : webHours)
  // A whole second at the till; the web is measured finer.
  const second = random.integer(hour === 0 ? 1 : 0, 3599)
  return (hour * 3600 + second) * 1000 + (place === 'web' ? random.integer(0, 999) : 0)
}
