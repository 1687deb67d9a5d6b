import type { ReactNode } from 'react'

import type { Zone } from '#shared/dates.ts'
import { type Money, sumMoney } from '#shared/money.ts'

import type { CsvDialect } from './csv-dialect.ts'
import { type Cell, csvWriter } from './csv.ts'

/** Some rows of a file, and where it goes on. */
export interface CsvPage {
  readonly rows: readonly (readonly Cell[])[]
  /** How far the reading is with them, from 0 to 1. */
  readonly progress: number
  /** The number of the next page; null after the last. */
  readonly next: number | null
}

/** A file that can be written: what is in it, and where its rows come from. */
export interface CsvFile {
  /** Without the ending. */
  readonly name: string
  /** What the file holds, for the person: period, payment point, filters. */
  readonly holds: ReactNode
  readonly columns: readonly {
    /** Its head in plain files, which programs read: the same in every language. */
    readonly id: string
    readonly header: string
  }[]
  /** The column whose amounts are added up, where their sum means something. */
  readonly sum?: string
  readonly read: (page: number, signal: AbortSignal) => Promise<CsvPage>
}

export interface CsvProgress {
  readonly rows: number
  readonly percent: number
}

/** A file that is being written. Its pages stay, so that it goes on where a page failed. */
export interface CsvJob {
  /** Reads the pages that are missing. Throws what the page threw. */
  readonly run: (signal: AbortSignal, tell: (progress: CsvProgress) => void) => Promise<void>
  readonly rows: () => number
  readonly sum: () => Money | null
  readonly blob: () => Blob
}

export function createCsvJob(file: CsvFile, dialect: CsvDialect, zone: Zone): CsvJob {
  const { start, head, line } = csvWriter(dialect, zone)
  const summed = file.columns.findIndex(({ id }) => id === file.sum)
  const names = file.columns.map(({ id, header }) => (dialect === 'plain' ? id : header))
  const parts = [start, head(names)]
  let rows = 0
  let next: number | null = 1
  let sum: Money | null = null

  function add(cells: readonly Cell[]): void {
    parts.push(line(cells))
    rows += 1
    const cell = cells[summed]
    if (!cell || !('money' in cell)) return
    const { currency } = cell.money
    sum = sumMoney(sum ? [sum, cell.money] : [cell.money], currency)
  }

  return {
    async run(signal, tell) {
      while (next !== null) {
        // One after the other, because only a page knows whether there is a next one.
        const page: CsvPage = await file.read(next, signal)
        signal.throwIfAborted()
        for (const row of page.rows) add(row)
        next = page.next
        const percent = Math.floor(page.progress * 100)
        tell({ rows, percent: next === null ? 100 : Math.min(99, Math.max(0, percent)) })
      }
    },
    rows: () => rows,
    sum: () => sum,
    blob: () => new Blob(parts, { type: 'text/csv;charset=utf-8' }),
  }
}
