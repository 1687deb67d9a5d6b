import { Trans, useLingui } from '@lingui/react/macro'
import { FileSpreadsheet, Upload } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components'

import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/surface.tsx'
import { readSheet, type Sheet, type SheetProblem } from './sheet.ts'
import { sheetWords } from './words.ts'

export interface Chosen {
  readonly sheet: Sheet
}

interface ChooseFileProps {
  readonly label: string
  readonly columns: readonly { readonly name: string; readonly isRequired: boolean }[]
  readonly onChoose: (chosen: Chosen) => void
}

/** Where the file comes in: dropped, or chosen by a button. Nothing is sent from here. */
export function ChooseFile({ label, columns, onChoose }: ChooseFileProps) {
  const { t } = useLingui()
  const [problem, setProblem] = useState<SheetProblem | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = readSheet(file.name, new Uint8Array(await file.arrayBuffer()))
    if (typeof read === 'string') setProblem(read)
    else onChoose({ sheet: read })
  }
  return (
    <section className="card import-choose" aria-label={label}>
      <DropZone
        className="drop-zone"
        aria-label={t`Drop a CSV file here`}
        onDrop={({ items }) => {
          const [file] = items.filter(isFileDropItem)
          void file?.getFile().then(take)
        }}
      >
        <span className="empty-icon">
          <FileSpreadsheet size={22} aria-hidden="true" />
        </span>
        <p className="empty-title">
          <Trans>Drop a CSV file here</Trans>
        </p>
        <p className="help">
          <Trans>
            From your system, or saved from Excel. You see every row before anything is sent.
          </Trans>
        </p>
        <FileTrigger
          acceptedFileTypes={['.csv', '.txt', 'text/csv']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button look="primary" icon={<Upload size={16} aria-hidden="true" />}>
            <Trans>Choose a file</Trans>
          </Button>
        </FileTrigger>
      </DropZone>
      {problem === null ? null : (
        <Banner tone="bad" live>
          <p>{t(sheetWords[problem])}</p>
        </Banner>
      )}
      <Needed columns={columns} />
    </section>
  )
}

function Needed({ columns }: Pick<ChooseFileProps, 'columns'>) {
  const list = (isRequired: boolean): ReactNode =>
    columns
      .filter((column) => column.isRequired === isRequired)
      .map(({ name }) => name)
      .join(', ')
  return (
    <div className="help">
      <p>
        <Trans>The file needs a line of headers, and these columns under any name:</Trans>{' '}
        <b>{list(true)}</b>.
      </p>
      <p>
        <Trans>It may also have:</Trans> {list(false)}.
      </p>
    </div>
  )
}
