import type { Product } from '#shared/scopes.ts'

import { type Deps, randomId } from '../deps.ts'
import { BffError } from '../errors.ts'
import {
  type ValidatedResponse,
  validateAuthorizationResponse,
} from '../oidc/authorization-response.ts'
import { exchangeCode } from '../oidc/code-grant.ts'
import type { Place, Session } from '../session/session.ts'
import type { LoginFailure } from './page-texts.ts'

/** What a login attempt keeps to itself until its answer is there. */
export interface LoginSecrets {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly vat: string
  readonly scopes: readonly Product[]
}

export interface Failed {
  readonly kind: 'failed'
  readonly failure: LoginFailure
}

export interface Connected {
  readonly kind: 'connected'
  readonly session: Session
  /** Its seal: made once, since each seal of a large session replaces the one before. */
  readonly sealed: string
  readonly idToken: string
}

type Checked = { readonly kind: 'checked'; readonly response: ValidatedResponse } | Failed

/** Checks an authorization response against its login attempt. Every failure is logged, with why. */
export async function checkResponse(
  deps: Deps,
  { state, nonce }: LoginSecrets,
  parameters: URLSearchParams,
  requestId: string,
): Promise<Checked> {
  const { provider, config, now } = deps
  try {
    const expected = { clientId: config.clientId, state, nonce, now: now() }
    const outcome = await validateAuthorizationResponse(provider, parameters, expected)
    if (outcome.kind === 'validated') return { kind: 'checked', response: outcome.response }
    if (outcome.kind === 'error') {
      const failure = outcome.error === 'access_denied' ? 'denied' : 'provider_error'
      return failed(deps, requestId, failure, { providerError: outcome.error })
    }
    const { refused } = outcome
    return failed(deps, requestId, 'refused', { check: refused.check, error: refused })
  } catch (error) {
    return unavailable(deps, requestId, error)
  }
}

/** Exchanges the code of a checked response, and makes the session that lives at `place`. */
export async function grantSession(
  deps: Deps,
  secrets: LoginSecrets,
  response: ValidatedResponse,
  place: Place,
  requestId: string,
): Promise<Connected | Failed> {
  const { config, log, metrics, provider, now, redirectUri, store } = deps
  try {
    const { clientId } = config
    const grant = await exchangeCode(provider, response, { ...secrets, clientId, redirectUri, now })
    if (grant.kind === 'refused') {
      const { refused } = grant
      return failed(deps, requestId, 'refused', { check: refused.check, error: refused })
    }
    const { tokens, idToken, claims } = grant
    const { subject, authTime, sid: providerSid } = claims
    if (providerSid !== null && store.isEnded('sid', providerSid)) {
      // Logged out at the portal while the answer was under way (OIDC Front-Channel Logout 1.0).
      return failed(deps, requestId, 'elsewhere', { check: 'sid ended' })
    }
    metrics.sessionOpened()
    log.info({ requestId, scopes: tokens.scopes, place: place.kind }, 'connected')
    const { vat, nonce } = secrets
    const connectedAt = now()
    const times = { connectedAt, savedAt: connectedAt, generation: 0 }
    const identity = { id: randomId(), place, vat, subject, nonce, authTime, providerSid }
    const session = { ...identity, ...times, tokens }
    return { kind: 'connected', session, sealed: await deps.sessions.seal(session), idToken }
  } catch (error) {
    return unavailable(deps, requestId, error)
  }
}

function failed(
  { log }: Deps,
  requestId: string,
  failure: LoginFailure,
  fields: Readonly<Record<string, unknown>>,
): Failed {
  log.warn({ requestId, failure, ...fields }, 'login failed')
  return { kind: 'failed', failure }
}

function unavailable(deps: Deps, requestId: string, error: unknown): Failed {
  if (!(error instanceof BffError)) throw error
  return failed(deps, requestId, 'provider_unavailable', { ...error.log, error })
}
