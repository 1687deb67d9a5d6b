import { Trans, useLingui } from '@lingui/react/macro'
import { Settings } from 'lucide-react'
import { useEffect } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'

import type { Product } from '#shared/scopes.ts'

import { offeredProducts, useConnection } from '../api/session.ts'
import { startLogin } from '../api/start-login.ts'
import { announce } from '../api/tabs.ts'
import { noteConnection } from '../ui/last-connection.ts'
import { useWidth } from '../ui/use-width.ts'
import { Brand } from './brand.tsx'
import { Business } from './business.tsx'
import { EndedBanner } from './ended-banner.tsx'
import { ExpiryWarning } from './expiry-warning.tsx'
import { EnvironmentBadge, Merchant } from './merchant.tsx'
import { PhoneNavigation, SideNavigation } from './navigation.tsx'
import { Tabs } from './tabs.tsx'

/** The frame of every connected page: navigation, whose business it is, and how the connection is. */
export function Shell() {
  const { t } = useLingui()
  const connection = useConnection()
  const { pathname, search } = useLocation()
  const width = useWidth()
  const { session } = connection
  const { vat } = session.merchant
  const offered = offeredProducts(connection)
  const reason = connection.state === 'ended' ? connection.reason : null
  useEffect(() => {
    announce({ type: 'connected', vat, connectedAt: session.connectedAt })
  }, [vat, session.connectedAt])
  useEffect(() => noteConnection({ vat, reason }), [vat, reason])

  const login = (scopes: readonly Product[]) =>
    startLogin({
      vat,
      scopes: offered.filter((product) => scopes.includes(product)),
      returnTo: pathname + search,
    })
  const cures = {
    reconnect: () => login(session.scopes),
    grant: (product: Product) => login([...session.scopes, product]),
    grantAll: () => login(offered),
  }
  const sections = { offered, granted: session.scopes }
  return (
    <Business session={session} cures={cures}>
      <div className="shell">
        <a href="#main" className="skip">
          <Trans>Skip to content</Trans>
        </a>
        <header className="bar">
          <Brand />
          {width === 'wide' ? <SideNavigation {...sections} /> : null}
          <div className="bar-foot">
            <Merchant session={session} />
            <EnvironmentBadge session={session} />
            <NavLink
              to="/settings"
              className="button button-icon settings-link"
              aria-label={t`Settings`}
            >
              <Settings size={18} aria-hidden="true" />
            </NavLink>
          </div>
          {width === 'middle' ? <Tabs {...sections} /> : null}
          {width === 'phone' ? <PhoneNavigation {...sections} /> : null}
        </header>
        <main id="main" tabIndex={-1} className="main">
          {reason === null ? <ExpiryWarning session={session} /> : <EndedBanner reason={reason} />}
          <Outlet />
        </main>
      </div>
    </Business>
  )
}
