import type { CellProblem } from './cells.ts'
import type { Job, JobRow } from './job.ts'
import type { Kind, Reading, ReadRow } from './kind.ts'

/** A row with what it means and what is wrong with it. */
export interface Judged<T> {
  readonly row: JobRow
  readonly value: T | undefined
  readonly problems: Readonly<Record<string, CellProblem>>
}

/** Reads a row's cells by the columns of its job. */
export function readRow<T>(
  kind: Kind<T>,
  { columns }: Pick<Job, 'columns'>,
  { cells }: Pick<JobRow, 'cells'>,
  reading: Reading,
): ReadRow<T> {
  const byField: Record<string, string> = {}
  for (const [field, column] of Object.entries(columns)) byField[field] = cells[column] ?? ''
  return kind.read(byField, reading)
}

/**
 * Judges all rows of a job. A row that says the same as one before it is not fit to be sent, unless
 * it was sent already.
 */
export function judge<T>(
  kind: Kind<T>,
  job: Pick<Job, 'columns'>,
  rows: readonly JobRow[],
  reading: Reading,
): readonly Judged<T>[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    const read = readRow(kind, job, row, reading)
    if ('problems' in read) return { row, value: undefined, problems: read.problems }
    const key = kind.keyOf(read.value)
    const isDuplicate = seen.has(key)
    seen.add(key)
    return isDuplicate && isUnsent(row)
      ? { row, value: undefined, problems: { [kind.keyField]: 'duplicate' } }
      : { row, value: read.value, problems: {} }
  })
}

/** Whether a row has never left this browser, so that it may still be changed. */
export function isUnsent({ outcome: { state } }: JobRow): boolean {
  return state === 'invalid' || state === 'ready'
}

/** The rows whose state is not what their cells say, put right. */
export function settledRows(judged: readonly Judged<unknown>[]): readonly JobRow[] {
  return judged.flatMap(({ row, value }): JobRow[] => {
    const state = value === undefined ? 'invalid' : 'ready'
    return isUnsent(row) && row.outcome.state !== state ? [{ ...row, outcome: { state } }] : []
  })
}
