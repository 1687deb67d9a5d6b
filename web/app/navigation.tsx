import { useLingui } from '@lingui/react/macro'
import { NavLink, useLocation } from 'react-router'

import type { Product } from '#shared/scopes.ts'

import { MoreMenu } from './more-menu.tsx'
import { SectionName } from './section-name.tsx'
import { sectionsOf } from './sections.ts'

interface NavigationProps {
  readonly offered: readonly Product[]
  readonly granted: readonly Product[]
}

/** All sections, one below the other. */
export function SideNavigation({ offered, granted }: NavigationProps) {
  const { t } = useLingui()
  return (
    <nav className="nav" aria-label={t`Main`}>
      {sectionsOf(offered).map((section) => (
        <NavLink key={section.path} to={section.path} className="nav-link">
          <SectionName section={section} granted={granted} />
        </NavLink>
      ))}
    </nav>
  )
}

/** Along a phone's bottom edge, where thumbs are: the three most used, and a menu of the others. */
export function PhoneNavigation({ offered, granted }: NavigationProps) {
  const { t } = useLingui()
  const { pathname } = useLocation()
  const shown = sectionsOf(offered)
  const main = shown.filter(({ onPhone }) => onPhone)
  const rest = shown.filter(({ onPhone }) => !onPhone)
  const isInRest = rest.some(({ path }) => pathname.startsWith(path))
  return (
    <nav className="nav" aria-label={t`Main`}>
      {main.map((section) => (
        <NavLink key={section.path} to={section.path} className="nav-link">
          <SectionName section={section} granted={granted} />
        </NavLink>
      ))}
      <div className="nav-more" data-current={isInRest || undefined}>
        <MoreMenu sections={rest} granted={granted} className="nav-link" />
      </div>
    </nav>
  )
}
