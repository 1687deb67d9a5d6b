import * as oauth from 'oauth4webapi'

import type { Product } from '#shared/scopes.ts'

import { BffError } from '../errors.ts'
import type { TokenSet } from '../token-set.ts'
import { sortFailure } from './failure.ts'
import { checkIdTokenClaims, type Refused } from './id-token.ts'
import { isCode, type Provider, unavailable } from './provider.ts'
import { readTokenResponse } from './token-response.ts'

interface RefreshExpectations {
  readonly clientId: string
  readonly vat: string
  readonly subject: string
  readonly authTime: number | null
  readonly nonce: string
  readonly scopes: readonly Product[]
  readonly refreshToken: string | null
  /** Seconds since the epoch when the answer arrived. */
  readonly receivedAt: number
}

export type RefreshAnswer =
  /** A 200, unchecked: the old token may be spent now, so keep it before checking it. */
  | { readonly kind: 'answered'; readonly body: string }
  /** `invalid_grant`: this refresh token will never work again. */
  | { readonly kind: 'dead' }

/**
 * Sends one refresh token request. Nothing is retried here.
 *
 * @throws BffError `provider_unavailable` for anything else than a 200 or `invalid_grant`: a fault
 *   says nothing about the grant.
 * @see RFC 6749 section 6; MobilePay docs: open-id/_refresh-token
 */
export async function requestRefresh(
  provider: Provider,
  refreshToken: string,
): Promise<RefreshAnswer> {
  try {
    const metadata = await provider.metadata()
    const answer = await oauth.refreshTokenGrantRequest(
      metadata,
      provider.client(),
      provider.authentication,
      refreshToken,
      provider.requestOptions,
    )
    const body = await answer.text()
    const json = parseObject(body)
    if (answer.status === 200 && json !== undefined) return { kind: 'answered', body }
    // Some providers answer a reused refresh token with an empty 400.
    if (answer.status === 400 && (body === '' || json?.['error'] === 'invalid_grant')) {
      return { kind: 'dead' }
    }
    throw unavailable(undefined, `refresh token request: status ${answer.status}`)
  } catch (error) {
    throw error instanceof BffError ? error : unavailable(error, 'refresh token request')
  }
}

export type ProcessedRefresh =
  | { readonly kind: 'refreshed'; readonly tokens: TokenSet }
  /** A check failed: the answer must not be used. */
  | { readonly kind: 'refused'; readonly refused: Refused }
  /** The keys for the check could not be had: keep the answer and check it later (decision 19). */
  | { readonly kind: 'unverified'; readonly cause: BffError }

/**
 * Checks the body of a refresh answer: like the code grant's, with the subject and `auth_time` of
 * the login and no new nonce. The ID token may be missing. Sends nothing but, at most, a request
 * for keys.
 *
 * @see OIDC Core 12.2
 */
export async function processRefresh(
  provider: Provider,
  body: string,
  expected: RefreshExpectations,
): Promise<ProcessedRefresh> {
  const answer = new Response(body, { headers: { 'content-type': 'application/json' } })
  try {
    const metadata = await provider.metadata()
    // An answer that waited for keys may have outlived its ID token.
    const client = provider.client(expected.receivedAt)
    const tokens = await oauth.processRefreshTokenResponse(metadata, client, answer)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    if (claims !== undefined) {
      await provider.withKeys((current) =>
        oauth.validateApplicationLevelSignature(current, answer, provider.requestOptions),
      )
      checkIdTokenClaims(claims, {
        clientId: expected.clientId,
        now: expected.receivedAt,
        accessToken: tokens.access_token,
        earlier: expected,
        nonce: expected.nonce,
      })
    }
    return { kind: 'refreshed', tokens: readTokenResponse(tokens, expected) }
  } catch (error) {
    // A key that is not published yet: refusing would throw away a token that was rotated already.
    if (isCode(error, oauth.KEY_SELECTION)) {
      return { kind: 'unverified', cause: unavailable(error, 'refresh keys') }
    }
    const failure = sortFailure(error, 'refresh answer')
    return failure instanceof BffError
      ? { kind: 'unverified', cause: failure }
      : { kind: 'refused', refused: failure }
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
    return { ...parsed }
  } catch {
    // No JSON. The error quotes what it found, which may be a token.
    return undefined
  }
}
