import type { Product } from '#shared/scopes.ts'

/**
 * What one successful token response is worth to us, after every check.
 *
 * Times are seconds since the epoch. A token set without refresh token lives exactly as long as its
 * access token (decision 18).
 */
export interface TokenSet {
  readonly accessToken: string
  readonly accessTokenExpiresAt: number
  readonly refreshToken: string | null
  /** Products that the merchant allowed, read from the access token where it says so. */
  readonly scopes: readonly Product[]
  /** `merchant_id` of the access token; older tokens have none. */
  readonly merchantId: string | null
}

/** Seconds before its expiry from which an access token is renewed rather than used. */
const renewalMarginSeconds = 30

/** Whether the access token is good for another 30 s at `now` (seconds since the epoch). */
export function isFresh(tokens: { readonly accessTokenExpiresAt: number }, now: number): boolean {
  return tokens.accessTokenExpiresAt - renewalMarginSeconds > now
}
