import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'

import { dayAt } from '#shared/dates.ts'
import { sumMoney } from '#shared/money.ts'

import { Segments } from '../../ui/fields.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { Kpis } from '../../ui/kpis.tsx'
import { Banner } from '../../ui/surface.tsx'
import { Grid } from './grid.tsx'
import type { StoredJob } from './job-queries.ts'
import type { JobStore } from './job-store.ts'
import type { JobRow, Sender } from './job.ts'
import { createJudge, isBad, isUnsent, type Judge, settledRows } from './judge.ts'
import type { Kind, Reading } from './kind.ts'
import { Outcomes } from './outcomes.tsx'
import { createRunner, type Runner } from './runner.ts'
import { Sending } from './sending.tsx'

interface JobViewProps<T> {
  readonly kind: Kind<T>
  readonly stored: StoredJob
  readonly store: JobStore
  readonly sender: Sender<T>
  readonly reading: Reading
  readonly renderCount: (count: number) => ReactNode
  readonly onClose: () => void
}

/** An import: its rows, what is wrong with them, and how far they are. */
export function JobView<T>(props: JobViewProps<T>) {
  const { t } = useLingui()
  const { kind, stored, store, reading, renderCount, onClose } = props
  const { job } = stored
  const [judge] = useState(() => createJudge(kind, job, reading))
  const runner = useRunner(props, judge)
  const { rows, isRunning, pause } = useSyncExternalStore(runner.subscribe, runner.get)
  const judged = useMemo(() => judge.judge(rows), [judge, rows])
  const format = useFormat()
  const [shown, setShown] = useState<'all' | 'problems'>('all')
  const ready = judged.filter(({ row }) => row.outcome.state === 'ready')
  const bad = rows.filter(isBad)
  const total = sumMoney(
    ready.flatMap(({ value }) => (value === undefined ? [] : [kind.amountOf(value)])),
    reading.currency,
  )
  const visible = shown === 'all' ? judged : judged.filter(({ row }) => isBad(row))
  return (
    <>
      <Kpis
        label={t`Rows of the file`}
        items={[
          { id: 'ready', label: <Trans>Ready to send</Trans>, value: format.count(ready.length) },
          { id: 'sum', label: <Trans>To send in all</Trans>, value: <Amount money={total} /> },
          { id: 'bad', label: <Trans>With problems</Trans>, value: format.count(bad.length) },
          {
            id: 'sent',
            label: <Trans>At MobilePay</Trans>,
            value: format.count(
              rows.filter(({ outcome: { state } }) => state === 'done' || state === 'taken').length,
            ),
          },
        ]}
      />
      <Sending
        fileName={job.fileName}
        rows={rows}
        isRunning={isRunning}
        pause={pause}
        confirm={
          ready.length === 0 ? null : (
            <Trans>
              Send {renderCount(ready.length)}, <Amount money={total} />
            </Trans>
          )
        }
        onStart={runner.start}
        onPause={runner.pause}
      />
      {store.isKept ? null : (
        <Banner tone="warn">
          <p>
            <Trans>
              This browser keeps nothing for this page: leaving it forgets how far the import is.
            </Trans>
          </p>
        </Banner>
      )}
      <div className="card card-flush">
        <div className="filters">
          <Segments
            label={t`Rows`}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'all', label: t`All` },
              { value: 'problems', label: t`With problems` },
            ]}
          />
        </div>
        <Grid
          fields={kind.fields.filter(({ id }) => job.columns[id] !== undefined)}
          job={job}
          judged={visible}
          isLocked={isRunning}
          onChange={(changed) => void changeRow(runner, judge, changed)}
        />
      </div>
      <Outcomes
        job={job}
        fields={kind.fields}
        judged={judged}
        isRunning={isRunning}
        onClose={onClose}
        onRetry={() => void retryRefused(runner, judge)}
        onRemove={async () => {
          if (await runner.remove()) onClose()
        }}
      />
    </>
  )
}

function useRunner<T>(
  { kind, stored, store, sender, reading }: JobViewProps<T>,
  judge: Judge<T>,
): Runner {
  const { zone } = use(HomeContext)
  const [runner] = useState(() => {
    const { job, rows } = stored
    // What was sent is read as it was then, or a due day that has passed would hide it.
    const then = createJudge(kind, job, { ...reading, today: dayAt(job.createdAt, zone) })
    const read = (row: JobRow): T | undefined => {
      const result = (row.outcome.state === 'ready' ? judge : then).read(row)
      return 'value' in result ? result.value : undefined
    }
    const made = createRunner({ job: job.id, rows, store, sender, read })
    // Time has passed since the file was read: a due day may be in the past by now.
    const changed = settledRows(judge.judge(made.get().rows))
    if (changed.length > 0) void made.change(changed)
    return made
  })
  // What is under way is finished; the rest waits until somebody comes back.
  useEffect(() => () => runner.pause(), [runner])
  return runner
}

function isRefused({ outcome }: JobRow): boolean {
  return outcome.state === 'refused'
}

/** What MobilePay refused once may be in order by now; what is wrong in itself stays behind. */
async function retryRefused(runner: Runner, judge: Judge<unknown>): Promise<void> {
  const { rows } = runner.get()
  const opened = rows.map((row) =>
    isRefused(row) ? { ...row, outcome: { state: 'invalid' } as const } : row,
  )
  const settled = settledRows(judge.judge(opened))
  const byLine = new Map([...opened, ...settled].map((row) => [row.line, row]))
  await runner.change(rows.filter(isRefused).flatMap(({ line }) => byLine.get(line) ?? []))
}

async function changeRow(runner: Runner, judge: Judge<unknown>, changed: JobRow): Promise<void> {
  const rows = runner
    .get()
    .rows.map((row) =>
      row.line === changed.line
        ? { ...changed, outcome: isUnsent(row) ? row.outcome : ({ state: 'invalid' } as const) }
        : row,
    )
  const own = rows.filter(({ line }) => line === changed.line)
  const settled = settledRows(judge.judge(rows))
  const byLine = new Map([...own, ...settled].map((row) => [row.line, row]))
  await runner.change([...byLine.values()])
}
