import type { Session as SessionBody } from '#shared/api.ts'

import type { Deps } from '../deps.ts'
import { sessionEndsAt } from '../session/session.ts'
import { currentSession } from './current-session.ts'
import type { RouteContext } from './env.ts'

/**
 * `GET /auth/session`: who is connected in this browser. Always 200, never a token, and nothing is
 * asked of MobilePay.
 */
export function createSession(deps: Deps) {
  return async function session(c: RouteContext) {
    const current = await currentSession(deps, c.env.incoming.headers.cookie)
    if (current.kind === 'none') {
      const { reason } = current
      if (reason !== 'absent' && reason !== 'ended') deps.metrics.cookieRefused(reason)
      return c.json({ connected: false } satisfies SessionBody)
    }
    const { tokens, vat, subject, connectedAt } = current.session
    return c.json({
      connected: true,
      merchant: { id: tokens.merchantId, vat },
      subject,
      scopes: [...tokens.scopes],
      environment: deps.config.environment,
      connectedAt: iso(connectedAt),
      accessTokenExpiresAt: iso(tokens.accessTokenExpiresAt),
      sessionExpiresAt: iso(sessionEndsAt(current.session, deps.config)),
    } satisfies SessionBody)
  }
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
