import { Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'

import { Button, IconButton } from './button.tsx'
import type { CsvFile } from './csv-export.ts'
import { usePhone } from './use-width.ts'

const loadDialog = () => import('./csv-export-dialog.tsx')
const CsvExportDialog = lazy(async () => ({ default: (await loadDialog()).CsvExportDialog }))

/** Opens what writes everything a filter holds into a file. */
export function CsvExportButton({ file }: { file: CsvFile }) {
  const { t } = useLingui()
  const isPhone = usePhone()
  const [isOpen, setIsOpen] = useState(false)
  const icon = <Download size={16} aria-hidden="true" />
  const open = () => setIsOpen(true)
  return (
    <>
      {isPhone ? (
        <IconButton label={t`Export as CSV`} icon={icon} onPress={open} />
      ) : (
        <Button icon={icon} onPress={open}>
          <Trans>CSV</Trans>
        </Button>
      )}
      {isOpen ? (
        <Suspense>
          <CsvExportDialog file={file} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
