import type { Merchant } from '../merchants.ts'

/** A calendar day as `YYYY-MM-DD`. Days sort as text. */
export type Day = string

const dayMilliseconds = 86_400_000

/** Playing a history asks for the same few hundred days over and over. */
const namedDays = new Map<number, Day>()

const dayOfUtc = (at: number): Day => {
  const index = Math.floor(at / dayMilliseconds)
  const known = namedDays.get(index)
  if (known !== undefined) return known
  const day = new Date(at).toISOString().slice(0, 10)
  namedDays.set(index, day)
  return day
}

export const addDays = (day: Day, count: number): Day =>
  dayOfUtc(Date.parse(day) + count * dayMilliseconds)

/** The same day of another month, or that month's last day where it is shorter. */
export const addMonths = (day: Day, count: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return dayOfUtc(Date.UTC(year, month - 1 + count, Math.min(date, lastDate)))
}

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay()

export const dateOf = (day: Day): number => Number(day.slice(8))

/** 1 is January. */
export const monthOf = (day: Day): number => Number(day.slice(5, 7))

/** Days as the merchant's clock on the wall counts them. */
export interface LocalDays {
  readonly dayOf: (at: number) => Day
  /** The first millisecond of the day, in milliseconds since the epoch. */
  readonly startOf: (day: Day) => number
  /** What the wall clock is ahead of UTC, in milliseconds. */
  readonly offsetAt: (at: number) => number
}

const createLocalDays = (timeZone: string): LocalDays => {
  const wallClock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const starts = new Map<Day, number>()

  const offsetAt = (at: number) => {
    const wholeSecond = Math.floor(at / 1000) * 1000
    return Date.parse(`${wallClock.format(wholeSecond).replace(' ', 'T')}Z`) - wholeSecond
  }
  return {
    offsetAt,
    dayOf: (at) => dayOfUtc(at + offsetAt(at)),
    startOf: (day) => {
      const known = starts.get(day)
      if (known !== undefined) return known
      const midnightUtc = Date.parse(day)
      // The clocks change at 01:00 UTC, so at midnight UTC the offset is still that of the local midnight before.
      const start = midnightUtc - offsetAt(midnightUtc)
      starts.set(day, start)
      return start
    },
  }
}

const localDays = {
  DK: createLocalDays('Europe/Copenhagen'),
  FI: createLocalDays('Europe/Helsinki'),
} satisfies Record<Merchant['country'], LocalDays>

export const localDaysOf = ({ country }: Merchant): LocalDays => localDays[country]
