import { hash } from 'node:crypto'

import { type Deps, randomId } from '../deps.ts'
import { BffError } from '../errors.ts'
import { validateAuthorizationResponse } from '../oidc/authorization-response.ts'
import { exchangeCode } from '../oidc/code-grant.ts'
import { deleteCookie } from '../session/cookies.ts'
import { storeIdToken } from '../session/id-token-cookie.ts'
import type { Session } from '../session/session.ts'
import {
  openTransaction,
  type Transaction,
  transactionCookieName,
  transactionSeconds,
} from '../session/transaction.ts'
import { maximumPairs } from './callback.ts'
import { currentSession } from './current-session.ts'
import { endSession } from './end-session.ts'
import type { RouteContext } from './env.ts'
import type { LoginFailure } from './page-texts.ts'
import { failurePage } from './page.ts'

type Completion =
  | { readonly kind: 'connected'; readonly session: Session; readonly idToken: string }
  | { readonly kind: 'failed'; readonly status: 400 | 503; readonly failure: LoginFailure }

/**
 * `POST /auth/complete`: the authorization response, posted by our own callback page. Checks it
 * against the transaction that this browser started, exchanges the code, and puts the session into
 * its cookie.
 *
 * A response is used once: whoever posts it again, at the same time or later, gets what came of it
 * the first time and causes no second token request (decision 15).
 */
export function createComplete(deps: Deps) {
  const completions = new Map<string, Promise<Completion>>()

  async function completeOnce(transaction: Transaction, parameters: URLSearchParams, id: string) {
    const key = `state:${hash('sha256', transaction.state, 'base64url')}`
    let completion = completions.get(key)
    if (completion === undefined) {
      completion = deps.store
        .claim(key, transactionSeconds)
        .then((first) => (first ? finish(deps, transaction, parameters, id) : used))
      completions.set(key, completion)
      setTimeout(() => completions.delete(key), transactionSeconds * 1000).unref()
    }
    return completion
  }

  return async function complete(c: RouteContext) {
    const { headers } = c.env.incoming
    if (headers.origin !== deps.config.publicUrl)
      return failurePage(c, 403, 'elsewhere', '/connect')
    const parameters = new URLSearchParams(await c.req.text())
    const state = parameters.get('state')
    if (state === null || parameters.size > maximumPairs) {
      return failurePage(c, 400, 'bad_request', '/connect')
    }
    const transaction = await openTransaction(deps.seals, headers.cookie, state)
    if (transaction === undefined) {
      // The back button after a login leads here: with a session there is nothing to explain.
      const current = await currentSession(deps, headers.cookie)
      return current.kind === 'open'
        ? c.redirect('/', 303)
        : failurePage(c, 400, 'elsewhere', '/connect')
    }
    const completion = await completeOnce(transaction, parameters, c.get('requestId'))
    c.header('Set-Cookie', deleteCookie(transactionCookieName(state)), { append: true })
    if (completion.kind === 'failed') {
      const { vat, scopes } = transaction
      const again = new URLSearchParams({ merchant_vat: vat, scope: scopes.join(' ') })
      return failurePage(c, completion.status, completion.failure, `/connect?${again.toString()}`)
    }
    await retireReplaced(deps, headers.cookie, completion.session)
    for (const cookie of await sessionCookies(deps, completion)) {
      c.header('Set-Cookie', cookie, { append: true })
    }
    return c.redirect(transaction.returnTo, 303)
  }
}

const used: Completion = { kind: 'failed', status: 400, failure: 'elsewhere' }

async function finish(
  deps: Deps,
  transaction: Transaction,
  parameters: URLSearchParams,
  requestId: string,
): Promise<Completion> {
  const { config, log, provider, now } = deps
  const failed = (failure: LoginFailure, fields: Readonly<Record<string, unknown>>) => {
    log.warn({ requestId, failure, ...fields }, 'login failed')
    const status = failure === 'provider_unavailable' ? 503 : 400
    return { kind: 'failed', status, failure } as const
  }
  try {
    const { state, nonce, codeVerifier, vat, scopes } = transaction
    const outcome = await validateAuthorizationResponse(provider, parameters, {
      clientId: config.clientId,
      state,
      nonce,
      now: now(),
    })
    if (outcome.kind === 'error') {
      const failure = outcome.error === 'access_denied' ? 'denied' : 'provider_error'
      return failed(failure, { providerError: outcome.error })
    }
    if (outcome.kind === 'refused') {
      return failed('refused', { check: outcome.refused.check, error: outcome.refused })
    }
    const grant = await exchangeCode(provider, outcome.response, {
      clientId: config.clientId,
      redirectUri: deps.redirectUri,
      codeVerifier,
      nonce,
      vat,
      scopes,
      now,
    })
    if (grant.kind === 'refused') {
      return failed('refused', { check: grant.refused.check, error: grant.refused })
    }
    const { tokens, idToken, claims } = grant
    const { subject, authTime, sid: providerSid } = claims
    const connectedAt = now()
    const times = { connectedAt, savedAt: connectedAt, generation: 0 }
    const session = { id: randomId(), vat, subject, nonce, authTime, providerSid, tokens, ...times }
    if (providerSid !== null && deps.store.isEnded('sid', providerSid)) {
      // Logged out at the portal while the answer was under way (OIDC Front-Channel Logout 1.0).
      return failed('elsewhere', { check: 'sid ended' })
    }
    deps.metrics.sessionOpened()
    log.info({ requestId, scopes: tokens.scopes }, 'connected')
    return { kind: 'connected', session, idToken }
  } catch (error) {
    if (!(error instanceof BffError)) throw error
    return failed('provider_unavailable', { ...error.log, error })
  }
}

/** The session that the new one takes the place of must not come back with a slow response. */
async function retireReplaced(deps: Deps, cookieHeader: string | undefined, session: Session) {
  const replaced = await currentSession(deps, cookieHeader)
  if (replaced.kind !== 'open' || replaced.session.id === session.id) return
  await endSession(deps, replaced.session, 'replaced')
}

async function sessionCookies(
  deps: Deps,
  { session, idToken }: Completion & { readonly kind: 'connected' },
): Promise<readonly string[]> {
  const { sessions, seals, config, now } = deps
  const sealed = await sessions.seal(session)
  const idTokenUntil = session.connectedAt + config.sessionMaxSeconds
  return [
    sessions.setCookie(session, sealed),
    await storeIdToken(seals, idToken, idTokenUntil, now()),
  ]
}
