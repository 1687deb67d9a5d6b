import * as oauth from 'oauth4webapi'

import { errorCode, refusedOrThrow } from './failure.ts'
import { checkIdTokenClaims, decodeJwtPayload, type IdTokenClaims, Refused } from './id-token.ts'
import type { Provider } from './provider.ts'

interface ExpectedResponse {
  readonly clientId: string
  readonly state: string
  readonly nonce: string
  /** Seconds since the epoch. */
  readonly now: number
}

/**
 * An authorization response that passed every check. The library marks such `parameters` and sends
 * no token request with others.
 */
export interface ValidatedResponse {
  readonly parameters: URLSearchParams
  readonly claims: IdTokenClaims
}

export type AuthorizationOutcome =
  | { readonly kind: 'validated'; readonly response: ValidatedResponse }
  /** The provider answered with an error; `access_denied` is a person's no. */
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'refused'; readonly refused: Refused }

/**
 * Checks the front-channel answer: state, ID token with signature, issuer, audience, times, nonce
 * and `c_hash`, and that nothing stands there which we did not ask for.
 *
 * @throws BffError `provider_unavailable` when the provider's keys cannot be had.
 * @see OIDC Core 3.3.2.8 to 3.3.2.12; RFC 9700 section 2.1.2 (no access token from the front channel)
 */
export async function validateAuthorizationResponse(
  provider: Provider,
  parameters: URLSearchParams,
  expected: ExpectedResponse,
): Promise<AuthorizationOutcome> {
  try {
    const names = [...parameters.keys()]
    if (new Set(names).size !== names.length) throw new Refused('duplicate parameter')
    if (parameters.has('access_token')) throw new Refused('access_token in the front channel')
    if (parameters.get('state') !== expected.state) throw new Refused('state')
    const error = parameters.get('error')
    if (error !== null) return { kind: 'error', error: errorCode(error) }
    const validated = await provider.withKeys((metadata) =>
      oauth.validateCodeIdTokenResponse(
        metadata,
        provider.client(),
        parameters,
        expected.nonce,
        expected.state,
        oauth.skipAuthTimeCheck,
        provider.requestOptions,
      ),
    )
    // The library returns the parameters without the ID token, and without its claims.
    const payload = decodeJwtPayload(parameters.get('id_token'))
    const { clientId, now } = expected
    const claims = checkIdTokenClaims(payload, { clientId, now })
    return { kind: 'validated', response: { parameters: validated, claims } }
  } catch (error) {
    return { kind: 'refused', refused: refusedOrThrow(error, 'authorization response') }
  }
}
