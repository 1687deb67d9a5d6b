import * as oauth from 'oauth4webapi'

import type { Product } from '#shared/scopes.ts'

import type { TokenSet } from '../token-set.ts'
import type { ValidatedResponse } from './authorization-response.ts'
import { errorCode, refusedOrThrow } from './failure.ts'
import { checkIdTokenClaims, type IdTokenClaims, Refused } from './id-token.ts'
import type { Provider } from './provider.ts'
import { readTokenResponse } from './token-response.ts'

interface CodeGrantOptions {
  readonly clientId: string
  readonly redirectUri: string
  readonly codeVerifier: string
  readonly nonce: string
  readonly vat: string
  readonly scopes: readonly Product[]
  /** Seconds since the epoch. */
  readonly now: () => number
}

export type CodeGrantOutcome =
  | {
      readonly kind: 'granted'
      readonly tokens: TokenSet
      readonly idToken: string
      readonly claims: IdTokenClaims
    }
  | { readonly kind: 'refused'; readonly refused: Refused }

/**
 * Exchanges the code of a validated authorization response for tokens. Nothing is retried: a code
 * works once.
 *
 * The second ID token is checked like the first one, its signature and nonce included, and must
 * name the same subject, before any token is used.
 *
 * @throws BffError `provider_unavailable` when there is no usable answer in time.
 * @see OIDC Core 3.3.3; RFC 9700 section 4.5.3.2
 */
export async function exchangeCode(
  provider: Provider,
  response: ValidatedResponse,
  options: CodeGrantOptions,
): Promise<CodeGrantOutcome> {
  try {
    const metadata = await provider.metadata()
    const client = provider.client()
    const answer = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      provider.authentication,
      response.parameters,
      options.redirectUri,
      options.codeVerifier,
      provider.requestOptions,
    )
    const body = await oauth.processAuthorizationCodeResponse(metadata, client, answer, {
      expectedNonce: options.nonce,
      requireIdToken: true,
    })
    await provider.withKeys((current) =>
      oauth.validateApplicationLevelSignature(current, answer, provider.requestOptions),
    )
    const receivedAt = options.now()
    const claims = checkIdTokenClaims(oauth.getValidatedIdTokenClaims(body), {
      clientId: options.clientId,
      now: receivedAt,
      accessToken: body.access_token,
      earlier: response.claims,
    })
    const { scopes, vat } = options
    const tokens = readTokenResponse(body, { scopes, vat, receivedAt, refreshToken: null })
    // There is one: it was required above.
    return { kind: 'granted', tokens, idToken: String(body.id_token), claims }
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) {
      const check = `token endpoint: ${errorCode(error.error)}`
      return { kind: 'refused', refused: new Refused(check, error) }
    }
    return { kind: 'refused', refused: refusedOrThrow(error, 'token request') }
  }
}
