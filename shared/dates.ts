/** The two zones MobilePay's merchants live in. Screens never use the browser's zone. */
export type Zone = 'Europe/Copenhagen' | 'Europe/Helsinki'

/** A moment: milliseconds since the epoch, UTC. */
export type Instant = number

/** A day on the calendar, `YYYY-MM-DD`, without a zone. Sorts as a string. */
export type CalendarDay = string & { readonly calendarDay: true }

const dayMilliseconds = 86_400_000
const lastMidnight = Date.UTC(9999, 11, 31)

/** Whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDay(text: string): text is CalendarDay {
  // Of the years that a month of 13 leads to, some have five digits.
  return isDayShaped(text) && new Date(midnightUtc(text)).toISOString().startsWith(text)
}

/**
 * Reads a date-time of ISO 8601 as MobilePay writes it: any number of fraction digits (its samples
 * have up to seven), `Z` or an offset; a time without either is UTC. Finer than a millisecond is cut.
 *
 * Returns null for anything else, days that do not exist included.
 */
export function readInstant(text: string): Instant | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)?$/.exec(
      text,
    )
  if (!match) return null
  const [
    ,
    day = '',
    hour,
    minute,
    second = '0',
    fraction = '',
    sign,
    aheadHours,
    aheadMinutes = '0',
  ] = match
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)]
  if (!isCalendarDay(day) || hours > 23 || minutes > 59 || seconds > 59) return null
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const offset = sign ? Number(aheadHours) * 60 + Number(aheadMinutes) : 0
  if (offset > 18 * 60) return null
  const ahead = (sign === '-' ? -offset : offset) * 60_000
  return midnightUtc(day) + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds - ahead
}

/**
 * Reads a day that MobilePay may write as a date or as a date-time. A midnight, in whatever offset,
 * means the day as written; any other time means the day it falls on in `zone`. Null for neither.
 */
export function readDay(text: string, zone: Zone): CalendarDay | null {
  if (isCalendarDay(text)) return text
  const instant = readInstant(text)
  if (instant === null) return null
  const written = text.slice(0, 10)
  const isMidnight = /^.00:00(:00(\.0+)?)?([^\d:.]|$)/.test(text.slice(10))
  // The last day that can be written stands for “never ends”, whatever day it is elsewhere.
  return isCalendarDay(written) && (isMidnight || instant >= lastMidnight)
    ? written
    : dayAt(instant, zone)
}

/** The calendar day that `instant` falls on in `zone`. */
export function dayAt(instant: Instant, zone: Zone): CalendarDay {
  return utcDay(instant + aheadOfUtc(instant, zone))
}

/** The first moment of `day` in `zone`; days of 23 and 25 hours come out right. */
export function startOfDay(day: CalendarDay, zone: Zone): Instant {
  const midnight = midnightUtc(day)
  // The offset is wanted at the local midnight, which is not known before the offset is. Midnight in
  // UTC is at most hours away; where the clocks change between the two, the second look is right.
  const guess = midnight - aheadOfUtc(midnight, zone)
  return midnight - aheadOfUtc(guess, zone)
}

/** The day `count` days after `day`, or before it when negative. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return utcDay(midnightUtc(day) + count * dayMilliseconds)
}

/** The first day of the month that `day` lies in. */
export function firstOfMonth(day: CalendarDay): CalendarDay {
  return utcDay(midnightUtc(`${day.slice(0, 8)}01`))
}

/** The first day of the quarter that `day` lies in: of January, April, July or October. */
export function firstOfQuarter(day: CalendarDay): CalendarDay {
  const month = Number(day.slice(5, 7))
  const first = String(month - ((month - 1) % 3)).padStart(2, '0')
  return utcDay(midnightUtc(`${day.slice(0, 5)}${first}-01`))
}

const clocks = new Map<Zone, Intl.DateTimeFormat>()

/** How far the clocks of `zone` are ahead of UTC at `instant`, in milliseconds. */
function aheadOfUtc(instant: Instant, zone: Zone): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    clocks.set(zone, clock)
  }
  const name = clock.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -ahead : ahead
}

function midnightUtc(day: string): number {
  const [year, month, date] = day.split('-').map(Number)
  return Date.UTC(year ?? NaN, (month ?? NaN) - 1, date)
}

function utcDay(milliseconds: number): CalendarDay {
  const day = new Date(milliseconds).toISOString().slice(0, 10)
  if (!isDayShaped(day)) throw new RangeError('only the years 0 to 9999 have calendar days')
  return day
}

function isDayShaped(text: string): text is CalendarDay {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
