import type { Logout } from '#shared/api.ts'

import { type Deps, randomId } from '../deps.ts'
import { buildEndSessionUrl } from '../oidc/logout.ts'
import { revokeRefreshToken } from '../oidc/revocation.ts'
import { cookieNames, cookieNamesWith, deleteCookie } from '../session/cookies.ts'
import { readIdToken } from '../session/id-token-cookie.ts'
import type { Session } from '../session/session.ts'
import { currentSession } from './current-session.ts'
import { endSession } from './end-session.ts'
import type { RouteContext } from './env.ts'

/**
 * `POST /auth/logout`: forgets the session, here and in every response still under way, and says
 * where the merchant can leave MobilePay's portal as well. Works without a session too.
 */
export function createLogout(deps: Deps) {
  return async function logout(c: RouteContext) {
    const { cookie } = c.env.incoming.headers
    const current = await currentSession(deps, cookie)
    if (current.kind === 'open') {
      await endSession(deps, current.session, 'logout')
      void revoke(deps, current.session, c.get('requestId'))
    }
    const names = [
      cookieNames.session,
      cookieNames.idToken,
      ...cookieNamesWith(cookie, cookieNames.transactionPrefix),
    ]
    for (const name of names) c.header('Set-Cookie', deleteCookie(name), { append: true })
    const endSessionUrl = buildEndSessionUrl(deps.provider, {
      clientId: deps.config.clientId,
      idToken: await readIdToken(deps.seals, cookie),
      postLogoutRedirectUri: `${deps.config.publicUrl}/connect`,
      state: randomId(),
    })
    return c.json({ endSessionUrl } satisfies Logout)
  }
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
