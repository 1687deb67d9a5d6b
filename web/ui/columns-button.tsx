import { Trans, useLingui } from '@lingui/react/macro'
import { Columns3 } from 'lucide-react'
import { lazy, Suspense } from 'react'

import { Pop } from './pop.tsx'

const loadMenu = () => import('./columns-menu.tsx')
const ColumnsMenu = lazy(async () => ({ default: (await loadMenu()).ColumnsMenu }))

interface ColumnsButtonProps {
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly shown: readonly string[]
  readonly onChange: (shown: readonly string[]) => void
}

/** Chooses a table's columns. */
export function ColumnsButton({ options, shown, onChange }: ColumnsButtonProps) {
  const { t } = useLingui()
  const label = t`Columns`
  return (
    <Pop
      label={label}
      kind="menu"
      className="button-secondary"
      face={
        <>
          <Columns3 size={16} aria-hidden="true" />
          <Trans>Columns</Trans>
        </>
      }
      load={loadMenu}
    >
      {(close) => (
        <Suspense>
          <ColumnsMenu
            label={label}
            options={options}
            shown={shown}
            onChange={onChange}
            onClose={close}
          />
        </Suspense>
      )}
    </Pop>
  )
}
