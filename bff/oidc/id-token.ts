import { hash } from 'node:crypto'

import { clockToleranceSeconds } from './provider.ts'

/** The claims of an ID token that we look at beyond the library's own checks. */
export interface IdTokenClaims {
  readonly subject: string
  readonly authTime: number | null
  readonly sid: string | null
}

/** A check failed; `check` says which one, for the log and the tests. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly check: string

  constructor(check: string, cause?: unknown) {
    super(`refused: ${check}`, { cause })
    this.check = check
  }
}

/** Oldest `iat` that is taken for a token just issued, in seconds. */
const maximumAgeSeconds = 3600

interface Expected {
  readonly clientId: string
  /** Seconds since the epoch. */
  readonly now: number
  /** The access token that came with it, where one did. */
  readonly accessToken?: string
  /** What an earlier ID token of the same login said. */
  readonly earlier?: { readonly subject: string; readonly authTime: number | null }
  /** The login's nonce: a refreshed ID token may repeat it, but not bring another one. */
  readonly nonce?: string
}

/**
 * What the library leaves to us (security.md, "What an RP must add"): `sub` of a sane length and
 * the same throughout, no foreign audience or authorized party, `iat` neither ahead of us nor
 * stale, `at_hash`, `auth_time` and `nonce` where present.
 *
 * The signature, `iss`, `aud`, `exp` and `nonce` of the login are the library's and checked before.
 *
 * @throws Refused
 * @see OIDC Core 3.1.3.7, 3.1.3.8, 3.3.3.6, 12.2
 */
export function checkIdTokenClaims(
  claims: Readonly<Record<string, unknown>> | undefined,
  expected: Expected,
) {
  if (claims === undefined) throw new Refused('no claims')
  const { sub, aud, azp, iat, at_hash: atHash, auth_time: authTime, nonce, sid } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw new Refused('sub')
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (audiences.some((audience) => audience !== expected.clientId)) throw new Refused('aud')
  if (azp !== undefined && azp !== expected.clientId) throw new Refused('azp')
  if (typeof iat !== 'number') throw new Refused('iat')
  if (iat > expected.now + clockToleranceSeconds) throw new Refused('iat in the future')
  if (iat < expected.now - maximumAgeSeconds) throw new Refused('iat too old')
  if (atHash !== undefined && expected.accessToken !== undefined) {
    if (atHash !== leftHalfHash(expected.accessToken)) throw new Refused('at_hash')
  }
  if (expected.earlier !== undefined) {
    if (sub !== expected.earlier.subject) throw new Refused('sub changed')
    const { authTime: before } = expected.earlier
    if (authTime !== undefined && before !== null && authTime !== before) {
      throw new Refused('auth_time changed')
    }
  }
  if (expected.nonce !== undefined && nonce !== undefined && nonce !== expected.nonce) {
    throw new Refused('nonce changed')
  }
  return {
    subject: sub,
    authTime: typeof authTime === 'number' ? authTime : (expected.earlier?.authTime ?? null),
    sid: typeof sid === 'string' && sid.length <= 255 ? sid : null,
  } satisfies IdTokenClaims
}

/**
 * The payload of a JWT whose signature is checked elsewhere, or undefined where there is none.
 * Never a reason to trust anything by itself.
 */
export function decodeJwtPayload(
  jwt: string | null,
): Readonly<Record<string, unknown>> | undefined {
  const [, encoded] = /^[^.]*\.([^.]*)\.[^.]*$/.exec(String(jwt)) ?? []
  if (encoded === undefined) return undefined
  try {
    const payload: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))
    return typeof payload === 'object' && payload !== null ? { ...payload } : undefined
  } catch {
    // No JSON. The error quotes what it found, so it must not get into a log.
    return undefined
  }
}

/** `at_hash` for RS256: the left half of the SHA-256. OIDC Core 3.1.3.6. */
function leftHalfHash(value: string): string {
  return Buffer.from(hash('sha256', value, 'hex').slice(0, 32), 'hex').toString('base64url')
}
