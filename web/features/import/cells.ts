import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'
import { type DiallingCode, readPhone } from '#shared/mobilepay/phone.ts'
import { type Currency, type Money, readAmount } from '#shared/money.ts'

/** How a file writes its amounts. */
export type Decimals = ',' | '.'

/** What is wrong with a cell; the screen says it in words. */
export type CellProblem =
  | 'missing'
  | 'not_amount'
  | 'ambiguous_amount'
  | 'not_positive'
  | 'not_day'
  | 'not_id'
  | 'not_phone'
  | 'not_number'
  | 'too_long'
  | 'too_large'
  | 'too_early'
  | 'too_late'
  | 'duplicate'

export type Cell<T> = { readonly value: T } | { readonly problem: CellProblem }

const grouped = {
  ',': /^-?\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?$/,
  '.': /^-?\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?$/,
}
const plainAmount = { ',': /^-?\d+(?:,\d{1,2})?$/, '.': /^-?\d+(?:\.\d{1,2})?$/ }

/** `1.234` and `1,234` are a thousand and more to one reader, and one and a bit to the other. */
const ambiguous = /^-?\d{1,3}[.,]\d{3}$/

/** Which decimal sign the amounts of a column have; null where none of them tells. */
export function decimalsOf(amounts: readonly string[]): Decimals | null {
  const signs = new Set(
    amounts
      .map((text) => /([.,])\d{1,2}$/.exec(bare(text))?.[1])
      .filter((sign) => sign !== undefined),
  )
  const [sign] = signs
  return signs.size === 1 && (sign === ',' || sign === '.') ? sign : null
}

// `kr.`, `DKK` and `€` around an amount, and the spaces that Excel puts between thousands.
function bare(text: string): string {
  return text
    .replaceAll(/\s/g, ' ')
    .replace(/^(?:DKK|EUR|kr\.?|€)\s*/i, '')
    .replace(/\s*(?:DKK|EUR|kr\.?|€|,-)$/i, '')
    .trim()
}

/** Reads an exact amount, which must be more than nothing. */
export function amountCell(text: string, decimals: Decimals, currency: Currency): Cell<Money> {
  const digits = bare(text)
  if (digits === '') return { problem: 'missing' }
  if (ambiguous.test(digits)) return { problem: 'ambiguous_amount' }
  if (!plainAmount[decimals].test(digits) && !grouped[decimals].test(digits)) {
    return { problem: 'not_amount' }
  }
  const thousands = decimals === ',' ? /[. ]/g : /[, ]/g
  const value = readAmount(
    withoutZeros(digits.replaceAll(thousands, '').replace(',', '.')),
    currency,
  )
  if (value === null) return { problem: 'not_amount' }
  return value.minor > 0 ? { value } : { problem: 'not_positive' }
}

// Spreadsheets write `007,50` where a column has a format of its own.
const withoutZeros = (decimal: string) => decimal.replace(/^(-?)0+(?=\d)/, '$1')

/** Reads a day: `2026-11-24`, `24-11-2026`, `24.11.2026` or `24/11/2026`, the way Danes and Finns write. */
export function dayCell(text: string): Cell<CalendarDay> {
  if (text === '') return { problem: 'missing' }
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)?.[1]
  const [, date = '', month = '', year = ''] =
    /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text) ?? []
  const day = iso ?? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isCalendarDay(day) ? { value: day } : { problem: 'not_day' }
}

/** Reads a GUID as MobilePay's ids are. */
export function idCell(text: string): Cell<string> {
  if (text === '') return { problem: 'missing' }
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? { value: text.toLowerCase() }
    : { problem: 'not_id' }
}

export function textCell(text: string, longest: number): Cell<string> {
  if (text === '') return { problem: 'missing' }
  return text.length > longest ? { problem: 'too_long' } : { value: text }
}

/** Reads a phone number; one without a country gets the merchant's. */
export function phoneCell(text: string, home: DiallingCode): Cell<string> {
  if (text === '') return { problem: 'missing' }
  const value = readPhone(text, home)
  return value === null ? { problem: 'not_phone' } : { value }
}

/** Reads a whole number between two others. */
export function countCell(text: string, least: number, most: number): Cell<number> {
  if (text === '') return { problem: 'missing' }
  if (!/^\d{1,6}$/.test(text)) return { problem: 'not_number' }
  const value = Number(text)
  return value < least || value > most ? { problem: 'not_number' } : { value }
}
