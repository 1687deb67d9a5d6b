import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/fields.tsx'
import { Select } from '../../ui/select.tsx'
import { recall, remember } from '../../ui/storage.ts'
import { Banner, Card } from '../../ui/surface.tsx'
import { type Decimals, decimalsOf } from './cells.ts'
import { type Columns, guessColumns } from './columns.ts'
import { createJob } from './create-job.ts'
import type { Job } from './job.ts'
import type { Kind, Reading } from './kind.ts'
import type { Sheet } from './sheet.ts'

interface MapColumnsProps<T> {
  readonly kind: Kind<T>
  readonly of: Job['kind']
  readonly vat: string
  readonly sheet: Sheet
  readonly reading: Omit<Reading, 'decimals'>
  readonly onBack: () => void
  readonly onReady: (job: string) => void
}

/** What the columns of a file are: guessed, shown with samples, put right where the guess is wrong. */
export function MapColumns<T>({
  kind,
  of,
  vat,
  sheet,
  reading,
  onBack,
  onReady,
}: MapColumnsProps<T>) {
  const { t } = useLingui()
  const remembered = `import-columns/${of}`
  const [columns, setColumns] = useState<Columns>(() =>
    guessColumns(kind.fields, sheet.header, readNames(recall(remembered))),
  )
  const amounts = sheet.rows.map((row) => row[columns['amount'] ?? -1] ?? '')
  const sniffed = decimalsOf(amounts)
  const [said, setSaid] = useState<Decimals | null>(null)
  const decimals = said ?? sniffed ?? (reading.currency === 'DKK' ? ',' : null) ?? ','
  const missing = kind.fields.filter(
    ({ id, isRequired }) => isRequired && columns[id] === undefined,
  )
  const creating = useMutation({
    mutationFn: () =>
      createJob({ kind, of, vat, sheet, columns, reading: { ...reading, decimals } }),
    networkMode: 'always',
    onSuccess: onReady,
  })
  const missingNames = missing.map(({ name }) => t(name)).join(', ')
  const choose = (field: string, column: number | undefined) => {
    const { [field]: _, ...others } = columns
    const changed = column === undefined ? others : { ...others, [field]: column }
    setColumns(changed)
    const names = Object.entries(changed).map(([id, index]) => [id, sheet.header[index]])
    remember(remembered, JSON.stringify(Object.fromEntries(names)))
  }
  return (
    <Card title={sheet.name}>
      <div className="import-map">
        <p className="help">
          <Trans>
            {sheet.encoding}, columns separated by “{separatorName(sheet.separator)}”,{' '}
            <Plural value={sheet.rows.length} one="# row" other="# rows" />
          </Trans>
        </p>
        <table className="table table-inset import-columns">
          <caption className="hidden">
            <Trans>Columns of the file</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Needed</Trans>
              </th>
              <th scope="col">
                <Trans>Column in the file</Trans>
              </th>
              <th scope="col">
                <Trans>First row</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {kind.fields.map(({ id, name, isRequired }) => (
              <tr key={id} className="row">
                <th scope="row">
                  {t(name)}
                  {isRequired ? null : (
                    <span className="muted">
                      {' '}
                      <Trans>(optional)</Trans>
                    </span>
                  )}
                </th>
                <td>
                  <Select
                    label={t`Column for ${t(name)}`}
                    value={String(columns[id] ?? '')}
                    onChange={(value) => choose(id, value === '' ? undefined : Number(value))}
                    options={[
                      { value: '', label: t`Not in the file` },
                      ...sheet.header.map((header, index) => ({
                        value: String(index),
                        label: header || t`Column ${index + 1}`,
                      })),
                    ]}
                  />
                </td>
                <td className="muted id-text">{sheet.rows[0]?.[columns[id] ?? -1] ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Segments
          label={t`Amounts are written like`}
          value={decimals}
          onChange={setSaid}
          options={[
            { value: ',', label: '1.234,50' },
            { value: '.', label: '1,234.50' },
          ]}
        />
        {missing.length > 0 ? (
          <Banner tone="warn">
            <p>
              <Trans>Choose a column for: {missingNames}.</Trans>
            </p>
          </Banner>
        ) : null}
        <div className="import-actions">
          <Button onPress={onBack}>
            <Trans>Another file</Trans>
          </Button>
          <Button
            look="primary"
            isDisabled={missing.length > 0}
            isPending={creating.isPending}
            onPress={() => creating.mutate()}
          >
            <Plural value={sheet.rows.length} one="Look at # row" other="Look at # rows" />
          </Button>
        </div>
      </div>
    </Card>
  )
}

function separatorName(separator: string): string {
  return separator === '\t' ? 'Tab' : separator
}

function readNames(text: string | null): Readonly<Record<string, string>> {
  try {
    const names: unknown = JSON.parse(text ?? '{}')
    return Object.fromEntries(
      Object.entries(typeof names === 'object' && names !== null ? names : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    )
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
