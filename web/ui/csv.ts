import type { CalendarDay, Instant, Zone } from '#shared/dates.ts'
import type { Money } from '#shared/money.ts'

import type { CsvDialect } from './csv-dialect.ts'

/** A cell by what it is, because the dialects write amounts, times and long numbers differently. */
export type Cell =
  | null
  | { readonly text: string | null }
  /** A word of ours, which is never taken for a formula and stands for itself in any language. */
  | { readonly word: string }
  /** What may be a number of many digits but is only ever compared. */
  | { readonly id: string | null }
  | { readonly money: Money }
  | { readonly at: Instant }
  | { readonly day: CalendarDay | null }

export interface CsvWriter {
  /** What the file starts with, before its first line. */
  readonly start: string
  readonly head: (names: readonly string[]) => string
  /** A line with its end. */
  readonly line: (cells: readonly Cell[]) => string
}

/**
 * Writes the lines of a CSV file (RFC 4180).
 *
 * `excel` is what Danish and Finnish Excel opens with a double click: semicolons, decimal commas, a
 * mark for UTF-8, times of the merchant's zone. `plain` has commas, decimal points and times with
 * their offset. Amounts are exact in both, and no text becomes a formula.
 */
export function csvWriter(dialect: CsvDialect, zone: Zone): CsvWriter {
  const isExcel = dialect === 'excel'
  const separator = isExcel ? ';' : ','
  const clock = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: zone,
  })
  const write = (cell: Cell): string => {
    if (cell === null) return ''
    if ('text' in cell) return guarded(cell.text ?? '')
    if ('word' in cell) return cell.word
    if ('id' in cell) return isExcel ? kept(cell.id ?? '') : guarded(cell.id ?? '')
    if ('day' in cell) return cell.day ?? ''
    if ('at' in cell) return isExcel ? clock.format(cell.at) : moment(cell.at, clock)
    const decimal = decimalOf(cell.money)
    return isExcel ? decimal.replace('.', ',') : decimal
  }
  const join = (texts: readonly string[]) =>
    `${texts.map((text) => quoted(text, separator)).join(separator)}\r\n`
  return {
    start: isExcel ? '\uFEFF' : '',
    head: (names) => join(names.map(guarded)),
    line: (cells) => join(cells.map(write)),
  }
}

function decimalOf({ minor }: Money): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

// Also after a separator of either dialect: a file may be opened as if it were the other.
function guarded(text: string): string {
  return text.replaceAll(/(^|[,;\t\r\n])(?=[=+\-@\t\r])/g, "$1'")
}

// Excel reads 20 digits as a number, of which it keeps 15, and drops zeros in front. Only in this
// form, made of nothing but digits, it keeps them all.
function kept(text: string): string {
  return /^(?:0\d+|\d{12,})$/.test(text) ? `="${text}"` : guarded(text)
}

/** The wall clock of a zone with its distance from UTC: `2026-11-23T18:20:05+01:00`. */
function moment(at: Instant, clock: Intl.DateTimeFormat): string {
  const wall = clock.format(at).replace(' ', 'T')
  const ahead = Math.round((Date.parse(`${wall}Z`) - Math.floor(at / 1000) * 1000) / 60_000)
  return `${wall}${ahead < 0 ? '-' : '+'}${pad(Math.trunc(ahead / 60))}:${pad(ahead % 60)}`
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function pad(value: number): string {
  return String(Math.abs(value)).padStart(2, '0')
}
