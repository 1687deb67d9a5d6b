import { type Day, addDays } from './days.ts'
import type { Stage } from './stage.ts'
import type { Charge } from './subscriptions.ts'

/** The night's run, the day's further tries and the last one, in minutes by the clock on the wall. */
const tries = [2 * 60, 6 * 60, 13 * 60 + 30, 18 * 60, 20 * 60, 22 * 60 + 30, 23 * 60 + 40] as const
const lastTry = 23 * 60 + 59

const minuteMilliseconds = 60_000

interface Outcomes {
  readonly execute: (charge: Charge) => void
  readonly fail: (charge: Charge) => void
}

/** Tries to collect a created charge from its due day on, until it is paid or its last day of grace is over. */
export const createCollection = ({ agenda, days }: Stage, { execute, fail }: Outcomes) => {
  const momentOf = (day: Day, minutes: number) => {
    const at = days.startOf(day) + minutes * minuteMilliseconds
    // On the two days when the clocks change, midnight's offset is not that of the afternoon.
    return at + days.offsetAt(days.startOf(day)) - days.offsetAt(at)
  }
  const momentsOf = ({ dueDay, graceDays }: Charge): readonly number[] => {
    const daysOfGrace = Array.from({ length: graceDays }, (_, index) => addDays(dueDay, index))
    const lastDay = daysOfGrace.at(-1) ?? dueDay
    return [
      ...daysOfGrace.flatMap((day) => tries.map((minutes) => momentOf(day, minutes))),
      momentOf(lastDay, lastTry),
    ]
  }

  return (charge: Charge): void => {
    const attempt = ([moment, ...later]: readonly number[]) => {
      if (moment === undefined) {
        fail(charge)
        return
      }
      agenda.schedule(moment, () => {
        if (charge.status !== 'Created' && charge.status !== 'Suspended') return
        if (!charge.agreement.customer?.hasExpiredCard) {
          execute(charge)
          return
        }
        charge.status = 'Suspended'
        attempt(later)
      })
    }
    attempt(momentsOf(charge))
  }
}
