import type { Columns } from './columns.ts'
import { openJobStore } from './job-store.ts'
import type { Job, JobRow } from './job.ts'
import { createJudge, settledRows } from './judge.ts'
import type { Kind, Reading } from './kind.ts'
import type { Sheet } from './sheet.ts'

interface NewJob<T> {
  readonly kind: Kind<T>
  readonly of: Job['kind']
  readonly vat: string
  readonly sheet: Sheet
  readonly columns: Columns
  readonly reading: Reading
}

/** Makes an import of a file and keeps it; resolves with its id. */
export async function createJob<T>({
  kind,
  of,
  vat,
  sheet,
  columns,
  reading,
}: NewJob<T>): Promise<string> {
  const id = crypto.randomUUID()
  const job: Job = {
    id,
    vat,
    kind: of,
    target: reading.target,
    fileName: sheet.name,
    createdAt: Date.now(),
    header: sheet.header,
    columns,
    decimals: reading.decimals,
  }
  const rows = sheet.rows.map((cells, index): JobRow => ({
    job: id,
    line: index + 2,
    cells,
    outcome: { state: 'invalid' },
  }))
  const good = new Map(
    settledRows(createJudge(kind, job, reading).judge(rows)).map((row) => [row.line, row]),
  )
  const store = await openJobStore()
  await store.create(
    job,
    rows.map((row) => good.get(row.line) ?? row),
  )
  return id
}
