import { Trans, useLingui } from '@lingui/react/macro'
import { LockKeyhole } from 'lucide-react'
import { useEffect } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'

import { countryOf, homes } from '#shared/mobilepay/common.ts'
import type { Product } from '#shared/scopes.ts'

import { useConnection } from '../api/session.ts'
import { startLogin } from '../api/start-login.ts'
import { announce } from '../api/tabs.ts'
import { HomeContext } from '../ui/format.tsx'
import { CuresContext } from '../ui/problem.ts'
import { Brand } from './brand.tsx'
import { EndedBanner } from './ended-banner.tsx'
import { EnvironmentBadge, Merchant } from './merchant.tsx'
import { Preferences } from './preferences.tsx'
import { sections } from './sections.ts'

/** The frame of every connected page: navigation, whose business it is, and how the connection is. */
export function Shell() {
  const { t } = useLingui()
  const connection = useConnection()
  const { pathname, search } = useLocation()
  const { session } = connection
  const { vat } = session.merchant
  useEffect(() => {
    announce({ type: 'connected', vat, connectedAt: session.connectedAt })
  }, [vat, session.connectedAt])

  const login = (scopes: readonly Product[]) =>
    startLogin({ vat, scopes, returnTo: pathname + search })
  const cures = {
    reconnect: () => login(session.scopes),
    grant: (product: Product) => login([...session.scopes, product]),
    grantAll: () => login([]),
  }
  return (
    <HomeContext value={homes[countryOf(vat)]}>
      <CuresContext value={cures}>
        <div className="shell">
          <a href="#main" className="skip">
            <Trans>Skip to content</Trans>
          </a>
          <header className="bar">
            <Brand />
            <nav className="nav" aria-label={t`Main`}>
              {sections.map(({ path, name, icon: Icon, product }) => (
                <NavLink key={path} to={path} className="nav-link">
                  <Icon size={16} aria-hidden="true" />
                  {t(name)}
                  {product === null || session.scopes.includes(product) ? null : (
                    <LockKeyhole size={14} aria-label={t`needs permission`} className="nav-lock" />
                  )}
                </NavLink>
              ))}
            </nav>
            <div className="bar-foot">
              <Merchant session={session} />
              <EnvironmentBadge session={session} />
              <Preferences />
            </div>
          </header>
          <main id="main" tabIndex={-1} className="main">
            {connection.state === 'ended' ? <EndedBanner reason={connection.reason} /> : null}
            <Outlet />
          </main>
        </div>
      </CuresContext>
    </HomeContext>
  )
}
