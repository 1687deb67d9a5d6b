import { Trans } from '@lingui/react/macro'
import { Download, Trash2 } from 'lucide-react'
import Papa from 'papaparse'

import { Button } from '../../ui/button.tsx'
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
  return (
    <div className="import-actions">
      <Button onPress={onClose}>
        <Trans>Another file</Trans>
      </Button>
      <Button
        icon={<Download size={16} aria-hidden="true" />}
        onPress={() => download(`result-${job.fileName}`, resultFile(job, rows))}
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

/** The file as it came, with what became of each row: it can be imported again for the rest. */
function resultFile({ header }: Job, rows: readonly JobRow[]): string {
  return Papa.unparse({
    fields: [...header, 'Result', 'MobilePay ID', 'Link', 'Reason'],
    data: rows.map(({ cells, outcome }) => [
      ...header.map((_, index) => cells[index] ?? ''),
      outcome.state,
      'id' in outcome ? (outcome.id ?? '') : '',
      'href' in outcome ? (outcome.href ?? '') : '',
      'reason' in outcome ? (outcome.reason ?? '') : '',
    ]),
  })
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
