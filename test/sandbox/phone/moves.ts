import { addDays, localDaysOf } from '../data/days.ts'
import { merchants } from '../merchants.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

interface Move {
  readonly name: string
  readonly label: string
  readonly seconds: (now: number) => number
}

/** A quarter past four: everything has been collected, validated and paid out, in Helsinki and in Copenhagen. */
const morning = 4.25 * hour

/** From `now`, in milliseconds since the epoch, to the next Danish morning. */
export const secondsToMorning = (now: number): number => {
  const danish = merchants.find(({ country }) => country === 'DK')
  if (danish === undefined) throw new Error('no Danish merchant')
  const { dayOf, startOf } = localDaysOf(danish)
  const today = dayOf(now)
  const mornings = [today, addDays(today, 1)].map((date) => startOf(date) / 1000 + morning)
  return Math.ceil(Math.min(...mornings.map((at) => at - now / 1000).filter((left) => left > 0)))
}

/** How the clock can be moved by hand. Never back: what has happened has happened. */
export const moves: readonly Move[] = [
  { name: 'minute', label: 'A minute', seconds: () => minute },
  { name: 'ten-minutes', label: '10 minutes', seconds: () => 10 * minute },
  { name: 'hour', label: 'An hour', seconds: () => hour },
  { name: 'day', label: 'A day', seconds: () => day },
  { name: 'week', label: '7 days', seconds: () => 7 * day },
  { name: 'night', label: 'To the next morning, past the payouts', seconds: secondsToMorning },
]
