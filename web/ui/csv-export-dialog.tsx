import './csv-export.css'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { use, useEffect, useRef, useState } from 'react'

import type { Money } from '#shared/money.ts'

import { Button } from './button.tsx'
import { csvDialects, recallCsvDialect, rememberCsvDialect } from './csv-dialect.ts'
import { createCsvJob, type CsvFile, type CsvJob, type CsvProgress } from './csv-export.ts'
import { Dialog } from './dialog.tsx'
import { Segments } from './fields.tsx'
import { Amount, useFormat } from './format.tsx'
import { PlaceContext } from './place.ts'
import { Trail, Words } from './problem-view.tsx'
import { isProblem, type Problem } from './problem.ts'
import { saveFile } from './save-file.ts'
import { Banner } from './surface.tsx'

type Phase =
  | { readonly name: 'asked'; readonly wasCancelled: boolean }
  | { readonly name: 'reading'; readonly progress: CsvProgress }
  | { readonly name: 'failed'; readonly problem: Problem; readonly progress: CsvProgress }
  | { readonly name: 'done'; readonly rows: number; readonly sum: Money | null }

const none: CsvProgress = { rows: 0, percent: 0 }

/** Writes everything a filter holds into a file, page by page, and says how far it is. */
export function CsvExportDialog({ file, onClose }: { file: CsvFile; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const { zone } = useFormat()
  // What the page behind shows may change meanwhile; the file is of what was asked for.
  const [asked] = useState(file)
  const [dialect, setDialect] = useState(() => recallCsvDialect(i18n.locale))
  const [phase, setPhase] = useState<Phase>({ name: 'asked', wasCancelled: false })
  const job = useRef<CsvJob>(null)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const fileName = `${asked.name}.csv`

  const read = async (current: CsvJob, progress: CsvProgress) => {
    const { signal } = (stop.current = new AbortController())
    job.current = current
    let last = progress
    setPhase({ name: 'reading', progress })
    try {
      await current.run(signal, (now) => {
        last = now
        setPhase({ name: 'reading', progress: now })
      })
    } catch (error) {
      if (signal.aborted) return
      if (!isProblem(error)) throw error
      return setPhase({ name: 'failed', problem: error, progress: last })
    }
    saveFile(fileName, current.blob())
    setPhase({ name: 'done', rows: current.rows(), sum: current.sum() })
  }
  const cancel = () => {
    stop.current?.abort()
    job.current = null
    setPhase({ name: 'asked', wasCancelled: true })
  }
  const again = () => {
    if (job.current && phase.name === 'failed') void read(job.current, phase.progress)
  }
  const saveAgain = () => {
    if (job.current) saveFile(fileName, job.current.blob())
  }

  const texts = { excel: t`Danish and Finnish Excel`, plain: t`Plain` }
  const help = {
    excel: t`Semicolons and decimal commas, as in 1234,50.`,
    plain: t`Commas and decimal points, as in 1234.50, for other programs.`,
  }
  return (
    <Dialog
      title={<Trans>Export as CSV</Trans>}
      onClose={onClose}
      actions={
        <>
          {phase.name === 'asked' ? (
            <Button
              look="primary"
              icon={<Download size={16} aria-hidden="true" />}
              onPress={() => void read(createCsvJob(asked, dialect, zone), none)}
            >
              <Trans>Export</Trans>
            </Button>
          ) : null}
          {phase.name === 'failed' ? (
            <Button look="primary" onPress={again}>
              <Trans>Go on</Trans>
            </Button>
          ) : null}
          {phase.name === 'reading' || phase.name === 'failed' ? (
            <Button onPress={cancel}>
              <Trans>Cancel the export</Trans>
            </Button>
          ) : null}
          {phase.name === 'done' ? (
            <>
              <Button look="primary" slot="close">
                <Trans>Done</Trans>
              </Button>
              <Button onPress={saveAgain}>
                <Trans>Save again</Trans>
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <div className="muted">{asked.holds}</div>
      {phase.name === 'asked' ? (
        <>
          <Segments
            label={t`Written for`}
            options={csvDialects.map((value) => ({ value, label: texts[value] }))}
            value={dialect}
            onChange={(chosen) => {
              setDialect(chosen)
              rememberCsvDialect(chosen)
            }}
          />
          <p className="help">{help[dialect]}</p>
          <output className="help">
            {phase.wasCancelled ? <Trans>Cancelled. Nothing was saved.</Trans> : null}
          </output>
        </>
      ) : (
        <Progress phase={phase} fileName={fileName} />
      )}
    </Dialog>
  )
}

function Progress({
  phase,
  fileName,
}: {
  phase: Exclude<Phase, { name: 'asked' }>
  fileName: string
}) {
  const { t } = useLingui()
  const { portal } = use(PlaceContext)
  const { percent, rows } = phase.name === 'done' ? { percent: 100, ...phase } : phase.progress
  const tenth = percent - (percent % 10)
  return (
    <>
      <progress className="csv-progress" aria-label={t`Export`} max={100} value={percent} />
      <p className="number">
        <Plural value={rows} one="# row" other="# rows" />
      </p>
      {/* Read out at each tenth, not at each page. */}
      <output className="hidden">{phase.name === 'reading' ? t`${tenth} percent` : ''}</output>
      {phase.name === 'failed' ? (
        <Banner tone="bad" live>
          <p>
            <Trans>The next rows could not be read.</Trans> <Words problem={phase.problem} />{' '}
            <Trans>What was read stays; nothing is saved before all of it is there.</Trans>
          </p>
          <Trail problem={phase.problem} />
        </Banner>
      ) : null}
      {phase.name === 'done' ? (
        <Banner tone="ok" live>
          <p>
            <Trans>Saved as {fileName}</Trans>
          </p>
          {phase.sum ? (
            <p>
              <Trans>
                Sum: <Amount money={phase.sum} />
              </Trans>
            </p>
          ) : null}
        </Banner>
      ) : null}
      {phase.name === 'done' && portal !== null ? (
        <p className="help">
          <Trans>
            No file? Then {portal} does not let the page inside it save files. Open Connect in a tab
            of its own, or ask {portal} to allow downloads (allow-downloads).
          </Trans>
        </p>
      ) : null}
    </>
  )
}
