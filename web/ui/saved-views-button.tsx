import { Trans, useLingui } from '@lingui/react/macro'
import { Bookmark } from 'lucide-react'
import { lazy, Suspense } from 'react'

import { Pop } from './pop.tsx'
import type { SavedViewsProps } from './saved-views-menu.tsx'
import { usePhone } from './use-width.ts'

const loadMenu = () => import('./saved-views-menu.tsx')
const SavedViewsMenu = lazy(async () => ({ default: (await loadMenu()).SavedViewsMenu }))

/** Addresses of a list under names of one's own. */
export function SavedViewsButton(props: Omit<SavedViewsProps, 'onClose'>) {
  const { t } = useLingui()
  const isPhone = usePhone()
  return (
    <Pop
      label={t`Saved views`}
      kind="dialog"
      className={isPhone ? 'button-icon' : 'button-secondary'}
      face={
        <>
          <Bookmark size={16} aria-hidden="true" />
          {isPhone ? null : <Trans>Views</Trans>}
        </>
      }
      load={loadMenu}
    >
      {(close) => (
        <Suspense>
          <SavedViewsMenu {...props} onClose={close} />
        </Suspense>
      )}
    </Pop>
  )
}
