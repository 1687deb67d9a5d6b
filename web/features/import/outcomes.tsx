import { Trans, useLingui } from '@lingui/react/macro'
import { Download, Trash2 } from 'lucide-react'

import type { Zone } from '#shared/dates.ts'

import { Button } from '../../ui/button.tsx'
import { type CsvDialect, recallCsvDialect } from '../../ui/csv-dialect.ts'
import { csvWriter } from '../../ui/csv.ts'
import { useFormat } from '../../ui/format.tsx'
import { saveFile } from '../../ui/save-file.ts'
import type { Job, JobRow } from './job.ts'

interface OutcomesProps {
  readonly job: Job
  readonly rows: readonly JobRow[]
  readonly isRunning: boolean
  readonly onClose: () => void
  readonly onRemove: () => Promise<void>
}

/** What is left to do with an import: keep its result as a file, and put it away. */
export function Outcomes({ job, rows, isRunning, onClose, onRemove }: OutcomesProps) {
  const { i18n } = useLingui()
  const { zone } = useFormat()
  return (
    <div className="import-actions">
      <Button onPress={onClose}>
        <Trans>Another file</Trans>
      </Button>
      <Button
        icon={<Download size={16} aria-hidden="true" />}
        onPress={() =>
          saveFile(
            `result-${job.fileName}`,
            resultFile(job, rows, { dialect: recallCsvDialect(i18n.locale), zone }),
          )
        }
      >
        <Trans>Download the result</Trans>
      </Button>
      <Button
        isDisabled={isRunning}
        icon={<Trash2 size={16} aria-hidden="true" />}
        onPress={() => void onRemove()}
      >
        <Trans>Remove from this browser</Trans>
      </Button>
    </div>
  )
}

/** The file as it came, with what became of each row, in the dialect the person chose for files. */
function resultFile({ header }: Job, rows: readonly JobRow[], { dialect, zone }: Written): Blob {
  const { start, head, line } = csvWriter(dialect, zone)
  const lines = rows.map(({ cells, outcome }) =>
    line([
      ...header.map((_, index) => ({ text: cells[index] ?? '' })),
      { word: outcome.state },
      { id: 'id' in outcome ? outcome.id : null },
      { text: 'href' in outcome ? outcome.href : null },
      { text: 'reason' in outcome ? outcome.reason : null },
    ]),
  )
  const names = [...header, 'Result', 'MobilePay ID', 'Link', 'Reason']
  return new Blob([start, head(names), ...lines], { type: 'text/csv;charset=utf-8' })
}

interface Written {
  readonly dialect: CsvDialect
  readonly zone: Zone
}
