import { Trans } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Outlet } from 'react-router'

import type { Product } from '#shared/scopes.ts'

import type { Connection } from '../../api/session.ts'
import type { LoginRequest } from '../../embed/login-calls.ts'
import { useValue } from '../../ui/value.ts'
import { Business } from '../business.tsx'
import { EndedBanner } from '../ended-banner.tsx'
import { ExpiryWarning } from '../expiry-warning.tsx'
import { withWords } from '../i18n.ts'
import { EnvironmentBadge, Merchant } from '../merchant.tsx'
import { Tabs } from '../tabs.tsx'
import { useStage } from './stage-context.ts'

const loadReconnect = () => import('../../features/connect/reconnect-dialog.tsx')
const ReconnectDialog = lazy(async () => ({
  default: (await withWords(['connect'], loadReconnect)).ReconnectDialog,
}))

/** A connected merchant's pages inside a portal. */
export function Connected({
  connection,
}: {
  connection: Exclude<Connection, { readonly state: 'none' }>
}) {
  const { frame, wishes, desk, beginLogin } = useStage()
  const { vat: wanted } = useValue(wishes)
  const present = useValue(desk)
  const [asked, setAsked] = useState<LoginRequest | null>(null)
  const main = useRef<HTMLElement>(null)
  const { session } = connection
  const { vat } = session.merchant
  // What was pressed to get here is gone; a page that was just loaded leaves the focus alone.
  useEffect(() => {
    if (desk.get().login.phase === 'connected') main.current?.focus({ preventScroll: true })
  }, [desk])

  const login = (scopes: readonly Product[]) => {
    const request = { vat, scopes: frame.scopes.filter((product) => scopes.includes(product)) }
    beginLogin(request)
    setAsked(request)
  }
  const cures = {
    reconnect: () => login(session.scopes),
    grant: (product: Product) => login([...session.scopes, product]),
    grantAll: () => login(frame.scopes),
  }
  return (
    <Business session={session} cures={cures}>
      <a
        href="#main"
        className="skip"
        // Not followed: another address would be a step for the portal's back button.
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        <Trans>Skip to content</Trans>
      </a>
      <header className="framed-bar">
        <Tabs offered={frame.scopes} granted={session.scopes} />
        <EnvironmentBadge session={session} />
        {wanted === undefined ? <Merchant session={session} /> : null}
      </header>
      <main id="main" ref={main} tabIndex={-1} className="framed-main">
        {connection.state === 'ended' ? (
          <EndedBanner reason={connection.reason} />
        ) : (
          <ExpiryWarning session={session} />
        )}
        <Outlet key={vat} />
      </main>
      {asked === null ? null : (
        <Suspense>
          <ReconnectDialog
            desk={present}
            portal={frame.portalName}
            request={asked}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </Business>
  )
}
