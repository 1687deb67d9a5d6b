import type { LocalDays } from '../data/days.ts'

/** Øre or cents as a decimal number. The division is correctly rounded, so JSON prints at most two decimals. */
export const decimal = (amountMinor: number): number => amountMinor / 100

/** Øre or cents as text with two decimals. */
export const decimalText = (amountMinor: number): string => decimal(amountMinor).toFixed(2)

export const utcSecond = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

export const utcMidnight = (day: string): string => `${day}T00:00:00Z`

/** With six decimals and the merchant's offset, like `2022-05-26T13:13:49.700746+03:00`. */
export const localMicrosecond = (at: number, days: LocalDays): string => {
  const offsetMinutes = days.offsetAt(at) / 60_000
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 23)
  const hours = String(Math.floor(offsetMinutes / 60)).padStart(2, '0')
  return `${wall}000+${hours}:${String(offsetMinutes % 60).padStart(2, '0')}`
}
