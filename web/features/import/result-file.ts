import type { Zone } from '#shared/dates.ts'

import type { CsvDialect } from '../../ui/csv-dialect.ts'
import { csvWriter } from '../../ui/csv.ts'
import type { Job } from './job.ts'
import type { Judged } from './judge.ts'

interface Written {
  readonly dialect: CsvDialect
  readonly zone: Zone
  /** Why a row is not at MobilePay; null where there is nothing to say. */
  readonly reasonOf: (row: Judged<unknown>) => string | null
}

/**
 * The file as it came, with what became of each row, in the dialect the person chose for files. It
 * can be imported again once it is put right.
 */
export function resultFile(
  { header }: Pick<Job, 'header'>,
  rows: readonly Judged<unknown>[],
  { dialect, zone, reasonOf }: Written,
): Blob {
  const { start, head, line } = csvWriter(dialect, zone)
  const lines = rows.map((judged) => {
    const { cells, outcome } = judged.row
    return line([
      ...header.map((_, index) => ({ text: cells[index] ?? '' })),
      { word: outcome.state },
      { id: 'id' in outcome ? outcome.id : null },
      { text: 'href' in outcome ? outcome.href : null },
      { text: reasonOf(judged) },
    ])
  })
  const names = [...header, 'Result', 'MobilePay ID', 'Link', 'Reason']
  return new Blob([start, head(names), ...lines], { type: 'text/csv;charset=utf-8' })
}
