import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { Renewed } from '../refresh/advance.ts'
import { cookieNames, deleteCookie } from '../session/cookies.ts'
import type { Session } from '../session/session.ts'
import { endSession } from './end-session.ts'

type Headers = Readonly<Record<string, string>>

/** The session as a request knows it: the one it came with, then the one it was renewed to. */
export interface Grant {
  session: Session
  renewed: Renewed<Session> | undefined
}

/**
 * Goes to a later generation.
 *
 * @param codeIfDead - what the end of the grant is to the caller: a token that ran out, or a 401.
 * @throws BffError that code, `not_connected`, `provider_unavailable`.
 */
export async function renew(
  deps: Deps,
  grant: Grant,
  codeIfDead: 'session_expired' | 'consent_ended',
): Promise<void> {
  const { session } = grant
  const outcome = await deps.refresh.renew(session)
  if (outcome.kind === 'renewed') {
    grant.session = outcome.session
    grant.renewed = outcome
    return
  }
  if (outcome.reason === 'logout') throw new BffError('not_connected')
  // The one place, besides logout, where a session is deleted: its grant is known to be dead.
  if (!deps.store.isEnded('session', session.id)) await endSession(deps, session, 'dead')
  throw new BffError(codeIfDead, { headers: forget(session) })
}

/** The response header for the browser where the request moved the session forward. */
export async function renewedHeader(
  deps: Deps,
  renewed: Renewed<Session>,
): Promise<Headers | undefined> {
  const { session, cookie } = await deps.refresh.newest(renewed)
  if (deps.store.isEnded('session', session.id)) return undefined
  const [name, value] = deps.sessions.header(session, cookie)
  return { [name]: value }
}

/** The header that deletes a session's cookie. A page's own memory is the page's to clear. */
function forget({ place }: Session): Headers {
  if (place.kind === 'cookieless') return {}
  return {
    'Set-Cookie':
      place.kind === 'tab'
        ? deleteCookie(cookieNames.session)
        : deleteCookie(cookieNames.framedSession, 'framed'),
  }
}
