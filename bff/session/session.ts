import * as z from 'zod/mini'

import { products } from '#shared/scopes.ts'

import type { TokenSet } from '../token-set.ts'

const tokenSet = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.number(),
  refreshToken: z.nullable(z.string()),
  scopes: z.array(z.enum(products)),
  merchantId: z.nullable(z.string()),
})

/** Where a session lives; only there it is accepted. */
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tab') }),
  z.object({ kind: z.literal('frame'), client: z.string() }),
  /** In a frame whose browser keeps no cookie: the page's memory holds the seal. */
  z.object({ kind: z.literal('cookieless'), client: z.string() }),
])

export type Place = Readonly<z.infer<typeof place>>

const sessionWithoutTokens = {
  place,
  id: z.string(),
  generation: z.number(),
  vat: z.string(),
  subject: z.string(),
  nonce: z.string(),
  authTime: z.nullable(z.number()),
  providerSid: z.nullable(z.string()),
  connectedAt: z.number(),
  savedAt: z.number(),
}

/** What a session cookie holds: everything, or (tokens too large for a cookie) the key to them. */
export const sealedSessionSchema = z.union([
  z.object({ ...sessionWithoutTokens, tokens: tokenSet }),
  z.object({ ...sessionWithoutTokens, vaultKey: z.string() }),
])

export const tokenSetSchema = tokenSet

/**
 * One merchant's connection in one browser. Times are seconds since the epoch.
 *
 * `generation` grows by one with each token set; a response may only move the browser's cookie to
 * a higher one.
 */
export interface Session {
  /** Random; names the session in logs of logout and in the set of ended sessions. */
  readonly id: string
  readonly place: Place
  readonly generation: number
  /** `merchant_vat` of the login; MobilePay's tokens do not carry it (decision 1). */
  readonly vat: string
  /** `sub`: the portal user. */
  readonly subject: string
  /** `nonce` of the login; a refreshed ID token may repeat it but not change it (OIDC Core 12.2). */
  readonly nonce: string
  /** `auth_time` of the ID token, to be the same in refreshed ones (OIDC Core 12.2). */
  readonly authTime: number | null
  /** `sid` of the ID token, for front-channel logout; MobilePay's samples have none. */
  readonly providerSid: string | null
  readonly connectedAt: number
  /** When this generation was sealed. */
  readonly savedAt: number
  readonly tokens: TokenSet
}

interface SessionLimits {
  readonly sessionIdleSeconds: number
  readonly sessionMaxSeconds: number
}

/** Idle limit of a session that a script of our origin could read (embedding.md section 3). */
const cookielessIdleSeconds = 30 * 60

/**
 * When the session ends if it is not used before: the idle limit from the last time it was sealed,
 * at most the absolute limit, and without a refresh token the access token's own end (decision 18).
 * A used session is sealed again at least every five minutes, with each refresh.
 */
export function sessionEndsAt(session: Session, limits: SessionLimits): number {
  const idleSeconds =
    session.place.kind === 'cookieless'
      ? Math.min(cookielessIdleSeconds, limits.sessionIdleSeconds)
      : limits.sessionIdleSeconds
  const byLimits = Math.min(
    session.connectedAt + limits.sessionMaxSeconds,
    session.savedAt + idleSeconds,
  )
  return session.tokens.refreshToken === null
    ? Math.min(byLimits, session.tokens.accessTokenExpiresAt)
    : byLimits
}

/** The next generation of `session`, with new tokens. */
export function nextGeneration(session: Session, tokens: TokenSet, now: number): Session {
  return { ...session, generation: session.generation + 1, savedAt: now, tokens }
}
