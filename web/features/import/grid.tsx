import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import { Button } from '../../ui/button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { type Tone, StatusPill } from '../../ui/surface.tsx'
import type { CellProblem } from './cells.ts'
import type { Job, JobRow, RowState } from './job.ts'
import type { Judged } from './judge.ts'
import type { Field } from './kind.ts'
import { useReason } from './reasons.ts'
import { cellWords } from './words.ts'

interface GridProps {
  readonly fields: readonly Field[]
  readonly job: Job
  readonly judged: readonly Judged<unknown>[]
  /** While rows are on their way none can be changed. */
  readonly isLocked: boolean
  readonly onChange: (row: JobRow) => void
}

const pageSize = 100

/** The rows of a file; the cells of one that is wrong or was refused can be changed here. */
export function Grid({ fields, job, judged, isLocked, onChange }: GridProps) {
  const { t } = useLingui()
  const [limit, setLimit] = useState(pageSize)
  const shown = judged.slice(0, limit)
  return (
    <>
      {/* Scrolls sideways, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="grid-scroll" tabIndex={0} aria-label={t`Rows of the file`}>
        <table className="table grid">
          <caption className="hidden">{job.fileName}</caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Line</Trans>
              </th>
              <th scope="col">
                <Trans>State</Trans>
              </th>
              {fields.map(({ id, name }) => (
                <th key={id} scope="col" className={id === 'amount' ? 'end' : undefined}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, problems }) => (
              <Line
                key={row.line}
                fields={fields}
                job={job}
                row={row}
                problems={problems}
                isLocked={isLocked}
                onChange={onChange}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="more">
        <output className="muted">
          <Plural value={judged.length} one="# row" other="# rows" />
        </output>
        {judged.length > limit ? (
          <Button onPress={() => setLimit(limit + pageSize)}>
            <Trans>Load more</Trans>
          </Button>
        ) : null}
      </div>
    </>
  )
}

function Line({
  fields,
  job,
  row,
  problems,
  isLocked,
  onChange,
}: Omit<GridProps, 'judged'> & {
  readonly row: JobRow
  readonly problems: Readonly<Record<string, CellProblem>>
}) {
  const format = useFormat()
  const { state } = row.outcome
  const isOpen = !isLocked && (state === 'invalid' || state === 'refused')
  return (
    <tr className="row">
      <th scope="row" className="number">
        {format.count(row.line)}
      </th>
      <td>
        <RowStateView outcome={row.outcome} />
      </td>
      {fields.map((field) => {
        const column = job.columns[field.id] ?? -1
        const text = row.cells[column] ?? ''
        return (
          <td key={field.id} className={classOf(field, isOpen)}>
            {isOpen ? (
              <CellInput
                key={text}
                field={field}
                line={row.line}
                text={text}
                problem={problems[field.id]}
                onChange={(changed) =>
                  onChange({ ...row, cells: replaced(row.cells, column, changed) })
                }
              />
            ) : (
              text
            )}
          </td>
        )
      })}
    </tr>
  )
}

function classOf({ id }: Field, isOpen: boolean): string | undefined {
  if (id === 'agreement') return 'id-cell'
  if (id !== 'amount') return undefined
  return isOpen ? 'end' : 'end number'
}

function replaced(cells: readonly string[], column: number, text: string): readonly string[] {
  const length = Math.max(cells.length, column + 1)
  return Array.from({ length }, (_, index) => (index === column ? text : (cells[index] ?? '')))
}

function CellInput({
  field,
  line,
  text,
  problem,
  onChange,
}: {
  readonly field: Field
  readonly line: number
  readonly text: string
  readonly problem: CellProblem | undefined
  readonly onChange: (text: string) => void
}) {
  const { t } = useLingui()
  const [value, setValue] = useState(text)
  const id = `cell-${line}-${field.id}`
  const commit = () => {
    if (value.trim() !== text) onChange(value.trim())
  }
  return (
    <>
      <input
        className="cell-input"
        aria-label={t`${t(field.name)}, line ${line}`}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? id : undefined}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
      {problem ? (
        <span id={id} className="field-error">
          {t(cellWords[problem])}
        </span>
      ) : null}
    </>
  )
}

const tones: Readonly<Record<RowState['state'], Tone>> = {
  invalid: 'bad',
  ready: 'info',
  sending: 'info',
  unknown: 'warn',
  taken: 'info',
  done: 'ok',
  refused: 'bad',
}

function RowStateView({ outcome }: { outcome: RowState }) {
  const reasonOf = useReason()
  const reason = outcome.state === 'refused' ? reasonOf(outcome) : null
  return (
    <>
      <StatusPill tone={tones[outcome.state]}>
        <StateName outcome={outcome} />
      </StatusPill>
      {reason === null ? null : <span className="field-error">{reason}</span>}
      {outcome.state === 'done' && outcome.href !== null ? (
        <a href={outcome.href} target="_blank" rel="noreferrer" className="id-text">
          {outcome.href}
        </a>
      ) : null}
    </>
  )
}

function StateName({ outcome }: { outcome: RowState }) {
  switch (outcome.state) {
    case 'invalid':
      return <Trans>Needs a change</Trans>
    case 'ready':
      return <Trans>Ready</Trans>
    case 'sending':
      return <Trans>Being sent</Trans>
    case 'unknown':
      return <Trans>Not known yet</Trans>
    case 'taken':
      return <Trans>MobilePay is checking</Trans>
    case 'refused':
      return <Trans>Refused</Trans>
    case 'done':
      return outcome.id === null ? <Trans>Was there already</Trans> : <Trans>Created</Trans>
    default:
      return outcome satisfies never
  }
}
