import type { TokenEndpointResponse } from 'oauth4webapi'

import { isProduct, type Product } from '#shared/scopes.ts'

import type { TokenSet } from '../token-set.ts'
import { decodeJwtPayload, Refused } from './id-token.ts'

interface ExpectedTokens {
  readonly scopes: readonly Product[]
  readonly vat: string
  /** Seconds since the epoch when the answer arrived. */
  readonly receivedAt: number
  /** Kept where the answer brings no other one (MobilePay's ReUse). */
  readonly refreshToken: string | null
}

/** MobilePay docs: open-id/_tokens. Used where an answer does not say. */
const defaultLifetimeSeconds = 300
const maximumLifetimeSeconds = 24 * 60 * 60

/** Twice what must work; a longer one fits into no request header, and would only fill the store. */
const maximumTokenLength = 12 * 1024

/** RFC 6750 section 2.1 (`b64token`) and RFC 6749 appendix A.17. */
const accessTokenPattern = /^[A-Za-z0-9\-._~+/]+=*$/
const refreshTokenPattern = /^[\x21-\x7E]+$/

/** Every scope that a login asks for besides the products. */
const protocolScopes = ['openid', 'offline_access']

/**
 * Reads a token response that the library found well formed.
 *
 * Granted products stand in the access token at MobilePay (a JSON array, or a space-separated
 * string elsewhere), else in the response's `scope`, else they are what was asked for.
 *
 * @throws Refused for a token type other than Bearer, tokens that are endless or have characters that
 *   would break a header, a lifetime that makes no sense, a scope wider than asked, another merchant's VAT.
 * @see RFC 6749 section 5.1; RFC 6750 section 2.1
 */
export function readTokenResponse(body: TokenEndpointResponse, expected: ExpectedTokens): TokenSet {
  if (body.token_type !== 'bearer') throw new Refused('token_type')
  if (
    body.access_token.length > maximumTokenLength ||
    !accessTokenPattern.test(body.access_token)
  ) {
    throw new Refused('access_token')
  }
  const refreshToken = body.refresh_token ?? expected.refreshToken
  if (refreshToken !== null) {
    const isShort = refreshToken.length <= maximumTokenLength
    if (!isShort || !refreshTokenPattern.test(refreshToken)) throw new Refused('refresh_token')
  }
  const lifetime = Math.floor(body.expires_in ?? defaultLifetimeSeconds)
  if (lifetime <= 0 || lifetime > maximumLifetimeSeconds) throw new Refused('expires_in')

  const claims = decodeJwtPayload(body.access_token) ?? {}
  const granted = scopeNames(claims['scope'] ?? body.scope)
  const asked: readonly string[] = [...expected.scopes, ...protocolScopes]
  if (granted?.some((name) => !asked.includes(name))) throw new Refused('scope')
  const vat = claims['merchant_vat']
  if (vat !== undefined && vat !== expected.vat) throw new Refused('merchant_vat')
  const merchantId = claims['merchant_id']
  return {
    accessToken: body.access_token,
    accessTokenExpiresAt: expected.receivedAt + lifetime,
    refreshToken,
    scopes: granted === undefined ? expected.scopes : granted.filter(isProduct),
    merchantId: typeof merchantId === 'string' && merchantId.length <= 255 ? merchantId : null,
  }
}

function scopeNames(scope: unknown): readonly string[] | undefined {
  if (typeof scope === 'string') return scope.split(' ').filter(Boolean)
  if (!Array.isArray(scope)) return undefined
  const names = scope.filter((name: unknown) => typeof name === 'string')
  if (names.length !== scope.length) throw new Refused('scope')
  return names
}
