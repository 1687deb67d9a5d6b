import type { Merchant } from '../merchants.ts'

const timeZones = { DK: 'Europe/Copenhagen', FI: 'Europe/Helsinki' } satisfies Record<
  Merchant['country'],
  string
>

/** `24 Nov 2026, 13:00:05`, as the clocks on the country's walls have it. */
export const momentText = (at: number, country: Merchant['country'] = 'DK'): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: timeZones[country],
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at)

/** `13:00:05` in Copenhagen. */
export const clockText = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: timeZones.DK, timeStyle: 'medium' }).format(at)

/** `13:00` */
export const timeText = (at: number, country: Merchant['country']): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: timeZones[country], timeStyle: 'short' }).format(at)

/** `DKK 1,234.50`, of øre or cents. */
export const moneyText = (amountMinor: number, { currency }: Pick<Merchant, 'currency'>): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amountMinor / 100)

/** `2 days and 3 hours`, of seconds; the two largest units. */
export const durationText = (seconds: number): string => {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const
  let left = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  for (const [unit, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
  }
  return parts.join(' and ') || 'no time'
}
