import { useLingui } from '@lingui/react/macro'
import { Ellipsis, LockKeyhole, Settings } from 'lucide-react'
import { lazy, Suspense } from 'react'

import type { Product } from '#shared/scopes.ts'

import { Pop } from '../ui/pop.tsx'
import type { Section } from './sections.ts'

const loadMenu = () => import('../ui/link-menu.tsx')
const LinkMenu = lazy(async () => ({ default: (await loadMenu()).LinkMenu }))

interface MoreMenuProps {
  readonly sections: readonly Section[]
  readonly granted: readonly Product[]
  readonly className: string
}

/** The sections that have no room of their own, and the settings. */
export function MoreMenu({ sections, granted, className }: MoreMenuProps) {
  const { t } = useLingui()
  const links = sections.map(({ path, name, icon: Icon, product }) => ({
    to: path,
    label: t(name),
    icon: <Icon size={16} aria-hidden="true" />,
    note:
      product === null || granted.includes(product) ? null : (
        <LockKeyhole size={14} aria-label={t`needs permission`} />
      ),
  }))
  const settings = {
    to: '/settings',
    label: t`Settings`,
    icon: <Settings size={16} aria-hidden="true" />,
    note: null,
  }
  return (
    <Pop
      label={t`More`}
      kind="menu"
      className={className}
      face={
        <>
          <Ellipsis size={16} aria-hidden="true" />
          {t`More`}
        </>
      }
      load={loadMenu}
    >
      {(close) => (
        <Suspense>
          <LinkMenu label={t`More`} links={[...links, settings]} onClose={close} />
        </Suspense>
      )}
    </Pop>
  )
}
