import type { Deps } from '../deps.ts'
import { cookieNames, readCookie } from '../session/cookies.ts'
import type { OpenedSession } from '../session/session-cookie.ts'
import type { Session } from '../session/session.ts'

type CurrentSession = OpenedSession | { readonly kind: 'none'; readonly reason: 'absent' | 'ended' }

/**
 * The session that a request's cookie holds. A session that was ended counts as none, also where
 * its cookie opens from memory.
 */
export function currentSession(
  deps: Deps,
  cookieHeader: string | undefined,
): CurrentSession | Promise<CurrentSession> {
  const value = readCookie(cookieHeader, cookieNames.session)
  if (value === undefined) return { kind: 'none', reason: 'absent' }
  const opened = deps.sessions.open(value)
  const unlessEnded = (found: OpenedSession): CurrentSession =>
    found.kind === 'open' && isEnded(deps, found.session)
      ? { kind: 'none', reason: 'ended' }
      : found
  return opened instanceof Promise ? opened.then(unlessEnded) : unlessEnded(opened)
}

function isEnded({ store }: Deps, { id, providerSid }: Session): boolean {
  return store.isEnded('session', id) || (providerSid !== null && store.isEnded('sid', providerSid))
}
