import type { CellProblem } from './cells.ts'
import type { Job, JobRow } from './job.ts'
import type { Kind, Reading, ReadRow } from './kind.ts'

/** A row with what it means and what is wrong with it. */
export interface Judged<T> {
  readonly row: JobRow
  readonly value: T | undefined
  readonly problems: Readonly<Record<string, CellProblem>>
}

/** Reads and judges the rows of one job. */
export interface Judge<T> {
  /** What a row means, or what is wrong with its cells. */
  readonly read: (row: JobRow) => ReadRow<T>
  /**
   * Judges all rows. A row that says the same as one before it is not fit to be sent, unless it was
   * sent already.
   */
  readonly judge: (rows: readonly JobRow[]) => readonly Judged<T>[]
}

export function createJudge<T>(
  kind: Kind<T>,
  { columns }: Pick<Job, 'columns'>,
  reading: Reading,
): Judge<T> {
  // Rows change state thousands of times while they are sent, and their cells hardly ever.
  const known = new WeakMap<JobRow['cells'], ReadRow<T>>()

  function read({ cells }: JobRow): ReadRow<T> {
    const before = known.get(cells)
    if (before) return before
    const byField: Record<string, string> = {}
    for (const [field, column] of Object.entries(columns)) byField[field] = cells[column] ?? ''
    const fresh = kind.read(byField, reading)
    known.set(cells, fresh)
    return fresh
  }

  return {
    read,
    judge(rows) {
      const seen = new Set<string>()
      return rows.map((row) => {
        const result = read(row)
        if ('problems' in result) return { row, value: undefined, problems: result.problems }
        const key = kind.keyOf(result.value)
        const isDuplicate = seen.has(key)
        seen.add(key)
        return isDuplicate && isUnsent(row)
          ? { row, value: undefined, problems: { [kind.keyField]: 'duplicate' } }
          : { row, value: result.value, problems: none }
      })
    },
  }
}

const none: Readonly<Record<string, CellProblem>> = {}

/** Whether a row has never left this browser, so that it may still be changed. */
export function isUnsent({ outcome: { state } }: JobRow): boolean {
  return state === 'invalid' || state === 'ready'
}

/** Whether a row is not at MobilePay because something is wrong with it. */
export function isBad({ outcome: { state } }: JobRow): boolean {
  return state === 'invalid' || state === 'refused'
}

/** The rows whose state is not what their cells say, put right. */
export function settledRows(judged: readonly Judged<unknown>[]): readonly JobRow[] {
  return judged.flatMap(({ row, value }): JobRow[] => {
    const state = value === undefined ? 'invalid' : 'ready'
    return isUnsent(row) && row.outcome.state !== state ? [{ ...row, outcome: { state } }] : []
  })
}
