import type { Logout } from '#shared/api.ts'

import { type Deps, randomId } from '../deps.ts'
import { buildEndSessionUrl } from '../oidc/logout.ts'
import { revokeRefreshToken } from '../oidc/revocation.ts'
import { cookieNames, cookieNamesWith, deleteCookie } from '../session/cookies.ts'
import { forgetHandle, handleIds } from '../session/handle.ts'
import { readIdToken } from '../session/id-token-cookie.ts'
import type { Session } from '../session/session.ts'
import { type Caller, currentSession, readCaller } from './current-session.ts'
import { endSession } from './end-session.ts'
import type { RouteContext } from './env.ts'

/**
 * `POST /auth/logout`: forgets the session, here and in every response still under way, and says
 * where the merchant can leave MobilePay's portal as well; a frame cannot lead there. Works without a
 * session too.
 */
export function createLogout(deps: Deps) {
  return async function logout(c: RouteContext) {
    const { incoming } = c.env
    const caller = readCaller(deps, incoming)
    const current = await currentSession(deps, incoming, caller)
    if (current.kind === 'open') {
      await endSession(deps, current.session, 'logout')
      void revoke(deps, current.session, c.get('requestId'))
    }
    for (const cookie of forgetCookies(caller, incoming.headers.cookie)) {
      c.header('Set-Cookie', cookie, { append: true })
    }
    const endSessionUrl =
      caller.kind === 'tab'
        ? buildEndSessionUrl(deps.provider, {
            clientId: deps.config.clientId,
            idToken: await readIdToken(deps.seals, incoming.headers.cookie),
            postLogoutRedirectUri: `${deps.config.publicUrl}/connect`,
            state: randomId(),
          })
        : null
    return c.json({ endSessionUrl } satisfies Logout)
  }
}

function forgetCookies(caller: Caller, cookieHeader: string | undefined): readonly string[] {
  if (caller.kind !== 'tab') {
    return [
      deleteCookie(cookieNames.framedSession, 'framed'),
      ...handleIds(cookieHeader).map(forgetHandle),
    ]
  }
  const transactions = cookieNamesWith(cookieHeader, cookieNames.transactionPrefix)
  return [cookieNames.session, cookieNames.idToken, ...transactions].map((name) =>
    deleteCookie(name),
  )
}

/** Not waited for: a provider that is slow or away must not keep anybody from leaving. */
async function revoke(deps: Deps, session: Session, requestId: string): Promise<void> {
  try {
    const { refreshToken } = (await deps.refresh.latest(session)).tokens
    if (refreshToken !== null) await revokeRefreshToken(deps.provider, refreshToken)
  } catch (error) {
    deps.log.warn({ requestId, error }, 'refresh token not revoked')
  }
}
