import Papa from 'papaparse'

/** A file as it was read, before anybody said what its columns mean. */
export interface Sheet {
  readonly name: string
  readonly encoding: 'UTF-8' | 'Windows-1252'
  readonly separator: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type SheetProblem = 'empty' | 'too_large' | 'too_many_rows' | 'not_text' | 'no_rows'

/** As many as fit a few calls; more belong in several files. */
const mostRows = 10_000
const mostBytes = 20 * 1024 * 1024

/** Reads a CSV file, also one saved by Excel, whose text is either UTF-8 or Windows-1252. */
export function readSheet(name: string, bytes: Uint8Array): Sheet | SheetProblem {
  if (bytes.length === 0) return 'empty'
  if (bytes.length > mostBytes) return 'too_large'
  const { text, encoding } = decode(bytes)
  // An Excel workbook is a zip archive, a PDF has such characters as well.
  if (text.includes('\0') || text.startsWith('PK\u0003\u0004')) return 'not_text'
  const { data, meta } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' })
  const [header, ...rows] = data.map((row) => row.map((cell) => cell.trim()))
  if (header === undefined) return 'empty'
  if (rows.length === 0) return 'no_rows'
  if (rows.length > mostRows) return 'too_many_rows'
  return { name, encoding, separator: meta.delimiter, header, rows }
}

function decode(bytes: Uint8Array): { text: string; encoding: Sheet['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
  }
}
