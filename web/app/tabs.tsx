import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { NavLink, useLocation } from 'react-router'

import type { Product } from '#shared/scopes.ts'

import { fitTabs } from './fit-tabs.ts'
import { MoreMenu } from './more-menu.tsx'
import { SectionName } from './section-name.tsx'
import { sectionsOf } from './sections.ts'

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
  const shown = sectionsOf(offered)
  const fitting = Math.min(useFitting(bar), shown.length)
  const rest = shown.slice(fitting)
  const isInRest = rest.some(({ path }) => pathname.startsWith(path))
  return (
    <nav ref={bar} className="tabs" aria-label={t`Main`}>
      {shown.map((section, index) => (
        <NavLink
          key={section.path}
          to={section.path}
          className="tab"
          // Still there to be measured.
          inert={index >= fitting}
        >
          <SectionName section={section} granted={granted} />
        </NavLink>
      ))}
      {rest.length > 0 ? (
        <div className="tabs-more" data-current={isInRest || undefined}>
          <MoreMenu sections={rest} granted={granted} className="tab" />
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
