import type { IncomingMessage } from 'node:http'

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

import type { Product } from '#shared/scopes.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { Renewed } from '../refresh/advance.ts'
import { cookieNames, deleteCookie } from '../session/cookies.ts'
import type { Session } from '../session/session.ts'
import { isFresh } from '../token-set.ts'
import { discardAnswer, type UpstreamAnswer } from '../upstream/answer.ts'
import { ClientGoneError } from '../upstream/client.ts'
import { matchOperation } from '../upstream/match.ts'
import { readRequest, type UpstreamRequest } from '../upstream/request.ts'
import { assertSameOrigin } from './csrf.ts'
import { type Caller, currentSession, readCaller } from './current-session.ts'
import { endSession } from './end-session.ts'
import type { RouteContext } from './env.ts'

/**
 * `/api/*`: the proxy. One handler from end to end that writes straight to the socket, because this
 * is the hot path: no fetch, no web streams, no middleware of its own (performance.md).
 *
 * The order matters: no session is looked at before the call is known to be ours and on the list,
 * and nothing goes to MobilePay before the session is known to have the scope.
 */
export function createApi(deps: Deps) {
  const transport: Record<string, string> = deps.config.publicUrl.startsWith('https:')
    ? { 'Strict-Transport-Security': 'max-age=31536000' }
    : {}

  return async function api(c: RouteContext) {
    const { incoming, outgoing } = c.env
    const requestId = c.get('requestId')
    const entry = c.get('entry')
    assertSameOrigin(incoming)
    const { operation, path, search } = requireMatch(incoming.method ?? '', incoming.url ?? '')
    entry.operation = operation.id
    const caller = readCaller(deps, incoming)
    const grant = createGrant(deps, await requireSession(deps, incoming, caller))
    requireScope(grant.session, operation.scope, caller)
    try {
      const reveal = incoming.headers['x-reveal'] === '1'
      const call = { operation, path, search, incoming, outgoing, requestId, reveal }
      const answer = await forward(deps, grant, await readRequest(call))
      const header = await grant.header()
      if (header !== undefined) entry.refreshed = true
      const sent = await deps.upstream.send(answer, {
        'X-Request-Id': requestId,
        ...transport,
        ...(header === undefined ? {} : { [header[0]]: header[1] }),
      })
      if (sent === 'broken') entry.code = 'upstream_unavailable'
      return RESPONSE_ALREADY_SENT
    } catch (error) {
      if (error instanceof ClientGoneError) return RESPONSE_ALREADY_SENT
      // A renewed session is worth telling the browser even where the call itself failed.
      const header = await grant.header()
      if (header !== undefined) c.header(...header)
      throw error
    }
  }
}

/** The session as this request knows it: the one it came with, then the one it was renewed to. */
interface Grant {
  readonly session: Session
  /**
   * Goes to a later generation.
   * @param codeIfDead - what the end of the grant is to the caller: a token that ran out, or a 401.
   * @throws BffError that code, `not_connected`, `provider_unavailable`.
   */
  renew(codeIfDead: 'session_expired' | 'consent_ended'): Promise<void>
  /** The response header for the browser: only where this request moved the session forward. */
  header(): Promise<readonly [name: string, value: string] | undefined>
}

function createGrant(deps: Deps, cameWith: Session): Grant {
  let renewed: Renewed<Session> | undefined
  return {
    get session() {
      return renewed?.session ?? cameWith
    },
    async renew(codeIfDead) {
      const outcome = await deps.refresh.renew(this.session)
      if (outcome.kind === 'renewed') {
        renewed = outcome
        return
      }
      if (outcome.reason === 'logout') throw new BffError('not_connected')
      // The one place, besides logout, where a session is deleted: its grant is known to be dead.
      if (!deps.store.isEnded('session', cameWith.id)) await endSession(deps, cameWith, 'dead')
      throw new BffError(codeIfDead, { headers: forget(cameWith) })
    },
    async header() {
      if (renewed === undefined) return undefined
      const { session, cookie } = await deps.refresh.newest(renewed)
      if (deps.store.isEnded('session', cameWith.id)) return undefined
      return deps.sessions.header(session, cookie)
    },
  }
}

/**
 * Sends the call with a token that is good, and once more with a new one where MobilePay says 401:
 * its 401 does not tell an old token from a withdrawn consent (facts 1.10).
 */
async function forward(
  deps: Deps,
  grant: Grant,
  request: UpstreamRequest,
): Promise<UpstreamAnswer> {
  if (!isFresh(grant.session.tokens, deps.now())) await grant.renew('session_expired')
  const first = await deps.upstream.forward(request, grant.session.tokens.accessToken)
  if (first.status !== 401) return first
  discardAnswer(first)
  await grant.renew('consent_ended')
  if (!request.repeatable) {
    throw new BffError('provider_unavailable', {
      message: 'The connection was renewed while the call was under way. Send it again.',
      retryAfterSeconds: 1,
    })
  }
  const second = await deps.upstream.forward(request, grant.session.tokens.accessToken)
  if (second.status !== 401) return second
  discardAnswer(second)
  throw new BffError('consent_ended')
}

function requireMatch(method: string, target: string) {
  const match = matchOperation(method, target)
  if (match.kind === 'match') return match
  if (match.kind === 'invalid_request') throw new BffError(match.kind, { message: match.message })
  if (match.kind === 'unknown_operation') throw new BffError(match.kind)
  throw new BffError(match.kind, { headers: { Allow: match.allow.join(', ') } })
}

/** The header that deletes a session's cookie. A page's own memory is the page's to clear. */
function forget({ place }: Session): Readonly<Record<string, string>> {
  if (place.kind === 'cookieless') return {}
  return {
    'Set-Cookie':
      place.kind === 'tab'
        ? deleteCookie(cookieNames.session)
        : deleteCookie(cookieNames.framedSession, 'framed'),
  }
}

/** In a frame a product must be granted by the merchant and allowed to the integrator (decision 2). */
function requireScope(session: Session, scope: Product, caller: Caller): void {
  const allowed = caller.kind !== 'frame' || caller.settings.scopes.includes(scope)
  if (allowed && session.tokens.scopes.includes(scope)) return
  throw new BffError('scope_missing', { body: { scope } })
}

async function requireSession(
  deps: Deps,
  incoming: IncomingMessage,
  caller: Caller,
): Promise<Session> {
  const current = await currentSession(deps, incoming, caller)
  if (current.kind === 'open') {
    const { vat } = current.session
    const vats = caller.kind === 'frame' ? caller.settings.vats : null
    if (vats === null || vats.includes(vat)) return current.session
    throw new BffError('not_connected')
  }
  const { reason } = current
  if (reason !== 'absent' && reason !== 'ended') deps.metrics.cookieRefused(reason)
  if (reason === 'absent' || reason === 'ended') throw new BffError('not_connected')
  throw new BffError('session_expired', { log: { reason } })
}
