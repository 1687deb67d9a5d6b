import type { Session as SessionBody } from '#shared/api.ts'
import { products } from '#shared/scopes.ts'

import type { Deps } from '../deps.ts'
import { hashSecret, newestHandleIds, openHandle } from '../session/handle.ts'
import { type Session, sessionEndsAt } from '../session/session.ts'
import { type Caller, currentSession, readCaller } from './current-session.ts'
import type { RouteContext } from './env.ts'

/**
 * `GET /auth/session`: who is connected in this browser. Always 200, never a token, and nothing is
 * asked of MobilePay.
 */
export function createSession(deps: Deps) {
  const { scopes } = deps.config
  const offered = products.every((product) => scopes.includes(product))
    ? {}
    : { offered: [...scopes] }
  return async function session(c: RouteContext) {
    const { incoming } = c.env
    const caller = readCaller(deps, incoming)
    const current = await currentSession(deps, incoming, caller)
    if (current.kind === 'none' || !isServed(current.session, caller)) {
      const reason = current.kind === 'none' ? current.reason : 'absent'
      if (reason !== 'absent' && reason !== 'ended') deps.metrics.cookieRefused(reason)
      const pending = await pendingHandles(deps, caller, incoming.headers.cookie)
      return c.json({ connected: false, ...offered, ...pending } satisfies SessionBody)
    }
    const { tokens, vat, subject, connectedAt } = current.session
    return c.json({
      connected: true,
      ...offered,
      merchant: { id: tokens.merchantId, vat },
      subject,
      scopes: usableScopes(current.session, caller),
      environment: deps.config.environment,
      connectedAt: iso(connectedAt),
      accessTokenExpiresAt: iso(tokens.accessTokenExpiresAt),
      sessionExpiresAt: iso(sessionEndsAt(current.session, deps.config)),
    } satisfies SessionBody)
  }
}

/** In a frame of an integrator for certain merchants only those are connected. */
function isServed({ vat }: Session, caller: Caller): boolean {
  return caller.kind !== 'frame' || (caller.settings.vats?.includes(vat) ?? true)
}

/** In a frame a product must be granted and allowed to the integrator (decision 2). */
function usableScopes({ tokens }: Session, caller: Caller) {
  return tokens.scopes.filter(
    (scope) => caller.kind !== 'frame' || caller.settings.scopes.includes(scope),
  )
}

/** Logins of this frame that a reload left under way: it may go on waiting for them (decision 33). */
async function pendingHandles(deps: Deps, caller: Caller, cookieHeader: string | undefined) {
  if (caller.kind !== 'frame') return {}
  const pending: string[] = []
  for (const id of newestHandleIds(cookieHeader)) {
    const handle = await openHandle(deps.seals, id, caller.client, cookieHeader, undefined)
    if (handle === undefined) continue
    const { status } = await deps.store.mailbox.get(hashSecret(handle.secret))
    if (status === 'started' || status === 'done') pending.push(id)
  }
  return { pending }
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
