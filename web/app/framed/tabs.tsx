import { useLingui } from '@lingui/react/macro'
import { Ellipsis, LockKeyhole } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { NavLink, useLocation } from 'react-router'

import type { Product } from '#shared/scopes.ts'

import { Pop } from '../../ui/pop.tsx'
import { sections } from '../sections.ts'
import { fitTabs } from './fit-tabs.ts'

const loadMenu = () => import('../../ui/link-menu.tsx')
const LinkMenu = lazy(async () => ({ default: (await loadMenu()).LinkMenu }))

interface TabsProps {
  /** What the portal's page may be used for; sections that need something else are left out. */
  readonly offered: readonly Product[]
  readonly granted: readonly Product[]
}

/** The console's sections side by side; those that do not fit stand in a menu. */
export function Tabs({ offered, granted }: TabsProps) {
  const { t } = useLingui()
  const { pathname } = useLocation()
  const bar = useRef<HTMLElement>(null)
  const shown = sections.filter(({ product }) => product === null || offered.includes(product))
  const fitting = Math.min(useFitting(bar), shown.length)
  const rest = shown.slice(fitting)
  const isInRest = rest.some(({ path }) => pathname.startsWith(path))
  return (
    <nav ref={bar} className="tabs" aria-label={t`Main`}>
      {shown.map(({ path, name, icon: Icon, product }, index) => (
        <NavLink
          key={path}
          to={path}
          className="tab"
          // Still there to be measured.
          inert={index >= fitting}
        >
          <Icon size={16} aria-hidden="true" />
          {t(name)}
          {product === null || granted.includes(product) ? null : (
            <LockKeyhole size={14} aria-label={t`needs permission`} />
          )}
        </NavLink>
      ))}
      {rest.length > 0 ? (
        <div className="tabs-more" data-current={isInRest || undefined}>
          <Pop
            label={t`More`}
            kind="menu"
            className="tab"
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
                <LinkMenu
                  label={t`More`}
                  links={rest.map(({ path, name, icon: Icon }) => ({
                    to: path,
                    label: t(name),
                    icon: <Icon size={16} aria-hidden="true" />,
                  }))}
                  onClose={close}
                />
              </Suspense>
            )}
          </Pop>
        </div>
      ) : null}
    </nav>
  )
}

/** Room for the button of the menu, in any of our languages. */
const moreWidth = 96

function useFitting(bar: { readonly current: HTMLElement | null }): number {
  const [fitting, setFitting] = useState(Infinity)
  // After each render: other words have other widths.
  useEffect(() => {
    const { current } = bar
    if (!current) return undefined
    const measure = () => {
      const widths = [...current.querySelectorAll<HTMLElement>(':scope > a')].map(
        ({ offsetWidth }) => offsetWidth,
      )
      setFitting(fitTabs(widths, current.clientWidth, moreWidth))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    for (const tab of current.children) observer.observe(tab)
    return () => observer.disconnect()
  })
  return fitting
}
