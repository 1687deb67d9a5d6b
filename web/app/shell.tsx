import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowLeftRight, Link2, LockKeyhole } from 'lucide-react'
import { useEffect } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'

import { countryOf, homes } from '#shared/mobilepay/common.ts'
import type { Product } from '#shared/scopes.ts'

import { useConnection } from '../api/session.ts'
import { startLogin } from '../api/start-login.ts'
import { announce } from '../api/tabs.ts'
import { Button } from '../ui/button.tsx'
import { HomeContext } from '../ui/format.tsx'
import { Words } from '../ui/problem-view.tsx'
import { CuresContext } from '../ui/problem.ts'
import { Banner } from '../ui/surface.tsx'
import { Brand } from './brand.tsx'
import { EnvironmentBadge, Merchant } from './merchant.tsx'
import { Preferences } from './preferences.tsx'

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
              <NavLink to="/transactions" className="nav-link">
                <ArrowLeftRight size={16} aria-hidden="true" />
                <Trans>Transactions</Trans>
                {session.scopes.includes('transactionreporting') ? null : (
                  <LockKeyhole size={14} aria-label={t`needs permission`} className="nav-lock" />
                )}
              </NavLink>
              <NavLink to="/connection" className="nav-link">
                <Link2 size={16} aria-hidden="true" />
                <Trans>Connection</Trans>
              </NavLink>
            </nav>
            <div className="bar-foot">
              <Merchant session={session} />
              <EnvironmentBadge session={session} />
              <Preferences />
            </div>
          </header>
          <main id="main" tabIndex={-1} className="main">
            {connection.state === 'ended' ? (
              <Banner
                tone="bad"
                live
                action={
                  <Button look="primary" onPress={cures.reconnect}>
                    <Trans>Reconnect</Trans>
                  </Button>
                }
              >
                <p>
                  <Words problem={{ code: connection.reason, status: 401 }} />{' '}
                  <Trans>What you see stays, but is not up to date.</Trans>
                </p>
              </Banner>
            ) : null}
            <Outlet />
          </main>
        </div>
      </CuresContext>
    </HomeContext>
  )
}
