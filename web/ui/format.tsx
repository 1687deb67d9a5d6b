import { useLingui } from '@lingui/react'
import { createContext, use } from 'react'

import type { CalendarDay, Instant, Zone } from '#shared/dates.ts'
import { type Currency, formatMoney, type Money } from '#shared/money.ts'

interface Home {
  readonly zone: Zone
  readonly currency: Currency
}

/** Zone and currency of the connected merchant, whatever browser looks at it. */
export const HomeContext = createContext<Home>({ zone: 'Europe/Copenhagen', currency: 'DKK' })

const tags: Readonly<Record<string, string>> = { en: 'en-GB', da: 'da-DK', fi: 'fi-FI' }

/** The language tag that Intl and React Aria format with. */
export function useLocaleTag(): string {
  const { i18n } = useLingui()
  return tags[i18n.locale] ?? 'en-GB'
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formats.set(key, made)
  return made
}

const dayStyle = { day: 'numeric', month: 'short', year: 'numeric' } as const
const nearDayStyle = { day: 'numeric', month: 'short' } as const
const timeStyle = { hour: '2-digit', minute: '2-digit' } as const

// A calendar day has no zone; read as UTC and written as UTC it stays itself.
const utcOf = (day: CalendarDay) => Date.parse(`${day}T00:00:00Z`)

function nearStyle(at: Instant): Intl.DateTimeFormatOptions {
  const thisYear = new Date().getUTCFullYear()
  return new Date(at).getUTCFullYear() === thisYear ? nearDayStyle : dayStyle
}

/** Everything a screen writes that depends on language and merchant. */
export function useFormat() {
  const { zone, currency } = use(HomeContext)
  const locale = useLocaleTag()
  const inZone = { timeZone: zone }
  const asDay = formatOf(locale, { ...dayStyle, timeZone: 'UTC' })
  return {
    zone,
    currency,
    money: (money: Money) => formatMoney(money, locale),
    moment: (at: Instant) => formatOf(locale, { ...dayStyle, ...timeStyle, ...inZone }).format(at),
    seconds: (at: Instant) =>
      formatOf(locale, { ...dayStyle, ...timeStyle, second: '2-digit', ...inZone }).format(at),
    time: (at: Instant) => formatOf(locale, { ...timeStyle, ...inZone }).format(at),
    dayOf: (at: Instant) => formatOf(locale, { ...dayStyle, ...inZone }).format(at),
    day: (day: CalendarDay) => asDay.format(utcOf(day)),
    /** Without the year, where that is this one: for a phone's rows. */
    nearMoment: (at: Instant) =>
      formatOf(locale, { ...nearStyle(at), ...timeStyle, ...inZone }).format(at),
    nearDay: (day: CalendarDay) =>
      formatOf(locale, { ...nearStyle(utcOf(day)), timeZone: 'UTC' }).format(utcOf(day)),
    days: (from: CalendarDay, to: CalendarDay) => asDay.formatRange(utcOf(from), utcOf(to)),
    count: (count: number) => new Intl.NumberFormat(locale).format(count),
  }
}

/** An amount; never wraps, and its digits line up under each other. */
export function Amount({ money }: { money: Money }) {
  return <span className="number">{useFormat().money(money)}</span>
}

/** A moment in the merchant's zone, which shows on hover. */
export function Moment({
  at,
  seconds = false,
  near = false,
}: {
  at: Instant
  seconds?: boolean
  /** Whether the year goes without saying. */
  near?: boolean
}) {
  const format = useFormat()
  return (
    <time className="number" dateTime={new Date(at).toISOString()} title={format.zone}>
      {near ? format.nearMoment(at) : seconds ? format.seconds(at) : format.moment(at)}
    </time>
  )
}
