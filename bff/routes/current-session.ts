import type { IncomingMessage } from 'node:http'

import type { EmbedClient } from '../config-embed.ts'
import type { Deps } from '../deps.ts'
import { cookieNames, readCookie } from '../session/cookies.ts'
import { type OpenedSession, sessionHeader } from '../session/session-cookie.ts'
import type { Session } from '../session/session.ts'

type CurrentSession = OpenedSession | { readonly kind: 'none'; readonly reason: 'absent' | 'ended' }

/** Who makes a call: the console in its own tab, or framed by an integrator's portal. */
export type Caller =
  | { readonly kind: 'tab' }
  | { readonly kind: 'frame'; readonly client: string; readonly settings: EmbedClient }
  /** Says that it is framed by somebody whom we do not (any more) know. */
  | { readonly kind: 'stranger' }

const clientHeader = 'x-mpc-client'

/** Reads who makes a call from `X-MPC-Client` (decision 8). */
export function readCaller({ config }: Deps, { headers }: IncomingMessage): Caller {
  const client = headers[clientHeader]
  if (client === undefined) return { kind: 'tab' }
  const settings = typeof client === 'string' ? config.embedClients.get(client) : undefined
  return typeof client === 'string' && settings !== undefined
    ? { kind: 'frame', client, settings }
    : { kind: 'stranger' }
}

/**
 * The session of a call: the tab's cookie for the tab, the frame's for a frame of that very
 * integrator, never one for the other. A session that was ended counts as none, also where its
 * cookie opens from memory.
 */
export function currentSession(
  deps: Deps,
  incoming: IncomingMessage,
  caller: Caller,
): CurrentSession | Promise<CurrentSession> {
  const { cookie } = incoming.headers
  if (caller.kind === 'tab') return openValue(deps, readCookie(cookie, cookieNames.session), 'tab')
  if (caller.kind === 'stranger') return { kind: 'none', reason: 'absent' }
  const cookieless = incoming.headers[sessionHeader.toLowerCase()]
  if (typeof cookieless !== 'string') {
    return openValue(deps, readCookie(cookie, cookieNames.framedSession), 'frame', caller.client)
  }
  return deps.config.embedCookieless === 'off'
    ? { kind: 'none', reason: 'absent' }
    : openValue(deps, cookieless, 'cookieless', caller.client)
}

function openValue(
  deps: Deps,
  value: string | undefined,
  place: Session['place']['kind'],
  client?: string,
): CurrentSession | Promise<CurrentSession> {
  if (value === undefined) return { kind: 'none', reason: 'absent' }
  const accepted = (found: OpenedSession): CurrentSession => {
    if (found.kind === 'none') return found
    const { session } = found
    const isHere = session.place.kind === place
    const isTheirs = session.place.kind === 'tab' || session.place.client === client
    if (!isHere || !isTheirs) return { kind: 'none', reason: 'invalid' }
    return isEnded(deps, session) ? { kind: 'none', reason: 'ended' } : found
  }
  const opened = deps.sessions.open(
    value,
    place === 'cookieless' ? 'cookieless-session' : 'session',
  )
  return opened instanceof Promise ? opened.then(accepted) : accepted(opened)
}

function isEnded({ store }: Deps, { id, providerSid }: Session): boolean {
  return store.isEnded('session', id) || (providerSid !== null && store.isEnded('sid', providerSid))
}
