import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Download, RotateCw, Trash2 } from 'lucide-react'

import { Button } from '../../ui/button.tsx'
import { recallCsvDialect } from '../../ui/csv-dialect.ts'
import { useFormat } from '../../ui/format.tsx'
import { saveFile } from '../../ui/save-file.ts'
import type { Job } from './job.ts'
import { isBad, type Judged } from './judge.ts'
import type { Field } from './kind.ts'
import { useReason } from './reasons.ts'
import { resultFile } from './result-file.ts'
import { cellWords } from './words.ts'

interface OutcomesProps {
  readonly job: Job
  readonly fields: readonly Field[]
  readonly judged: readonly Judged<unknown>[]
  readonly isRunning: boolean
  readonly onClose: () => void
  /** Makes what MobilePay refused ready to be sent once more. */
  readonly onRetry: () => void
  readonly onRemove: () => Promise<void>
}

/** What is left to do with an import: what was refused, its result as a file, and to put it away. */
export function Outcomes(props: OutcomesProps) {
  const { job, fields, judged, isRunning, onClose, onRetry, onRemove } = props
  const { t, i18n } = useLingui()
  const { zone } = useFormat()
  const reasonOfRefusal = useReason()
  const reasonOf = ({ row: { outcome }, problems }: Judged<unknown>): string | null => {
    if (outcome.state === 'refused') return reasonOfRefusal(outcome)
    const reasons = fields.flatMap(({ id, name }) => {
      const problem = problems[id]
      return problem === undefined ? [] : [`${t(name)}: ${t(cellWords[problem])}`]
    })
    return reasons.length > 0 ? reasons.join(' ') : null
  }
  const save = (prefix: string, rows: readonly Judged<unknown>[]) => {
    const dialect = recallCsvDialect(i18n.locale)
    saveFile(`${prefix}-${job.fileName}`, resultFile(job, rows, { dialect, zone, reasonOf }))
  }
  const bad = judged.filter(({ row }) => isBad(row))
  const refused = bad.filter(({ row }) => row.outcome.state === 'refused')
  const icon = <Download size={16} aria-hidden="true" />
  return (
    <div className="import-actions">
      {refused.length > 0 && !isRunning ? (
        <Button icon={<RotateCw size={16} aria-hidden="true" />} onPress={onRetry}>
          <Plural value={refused.length} one="Retry # refused row" other="Retry # refused rows" />
        </Button>
      ) : null}
      <Button icon={icon} onPress={() => save('result', judged)}>
        <Trans>Download the result</Trans>
      </Button>
      {bad.length > 0 ? (
        <Button icon={icon} onPress={() => save('problems', bad)}>
          <Plural value={bad.length} one="Download # problem row" other="Download # problem rows" />
        </Button>
      ) : null}
      <Button onPress={onClose}>
        <Trans>Another file</Trans>
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
