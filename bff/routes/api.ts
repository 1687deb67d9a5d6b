import type { IncomingMessage } from 'node:http'

import type { Product } from '#shared/scopes.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { Session } from '../session/session.ts'
import { isFresh } from '../token-set.ts'
import { discardAnswer, type UpstreamAnswer } from '../upstream/answer.ts'
import { ClientGoneError } from '../upstream/client.ts'
import { matchOperation } from '../upstream/match.ts'
import { readRequest, type UpstreamRequest } from '../upstream/request.ts'
import { transportHeaders } from './common-headers.ts'
import { assertSameOrigin } from './csrf.ts'
import { type Caller, currentSession, readCaller } from './current-session.ts'
import { type Grant, renew, renewedHeader } from './grant.ts'
import { createWriteRefusal } from './refusal.ts'
import type { Exchange } from './request.ts'

/**
 * `/api/*`: the proxy. One handler from end to end that writes straight to the socket, because this
 * is the hot path: no framework, no fetch, no web streams (performance.md).
 *
 * The order matters: no session is looked at before the call is known to be ours and on the list,
 * and nothing goes to MobilePay before the session is known to have the scope.
 */
export function createApi(deps: Deps): (exchange: Exchange) => Promise<void> {
  const writeRefusal = createWriteRefusal(deps)
  const transport = transportHeaders(deps.config)

  return async function api(exchange) {
    const { incoming, outgoing, requestId, entry } = exchange
    let grant: Grant | undefined
    try {
      assertSameOrigin(incoming)
      const { operation, path, search } = requireMatch(incoming.method ?? '', incoming.url ?? '')
      entry.operation = operation.id
      const caller = readCaller(deps, incoming)
      grant = { session: await requireSession(deps, incoming, caller), renewed: undefined }
      requireScope(grant.session, operation.scope, caller)
      const reveal = incoming.headers['x-reveal'] === '1'
      const call = { operation, path, search, incoming, outgoing, requestId, reveal }
      const answer = await forward(deps, grant, await readRequest(call))
      const { renewed } = grant
      const moved = renewed === undefined ? undefined : await renewedHeader(deps, renewed)
      if (moved !== undefined) entry.refreshed = true
      const headers = { 'X-Request-Id': requestId, ...transport, ...moved }
      const sent = await deps.upstream.send(answer, headers)
      if (sent === 'broken') entry.code = 'upstream_unavailable'
    } catch (error) {
      if (error instanceof ClientGoneError) return
      // A renewed session is worth telling the browser even where the call itself failed.
      writeRefusal(error, exchange, await headerAfterFailure(deps, grant))
    }
  }
}

/** Never throws: what failed first is what the browser is told. */
async function headerAfterFailure(deps: Deps, grant: Grant | undefined) {
  if (grant?.renewed === undefined) return undefined
  try {
    return await renewedHeader(deps, grant.renewed)
  } catch {
    return undefined
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
  if (!isFresh(grant.session.tokens, deps.now())) await renew(deps, grant, 'session_expired')
  const first = await deps.upstream.forward(request, grant.session.tokens.accessToken)
  if (first.status !== 401) return first
  discardAnswer(first)
  await renew(deps, grant, 'consent_ended')
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
