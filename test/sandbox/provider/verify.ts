import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose'

import type { ApiDeps, VerifiedToken } from '../apis/deps.ts'
import type { Core } from '../core.ts'
import { resourceOf } from './access-token.ts'

interface Known {
  readonly verified: VerifiedToken
  readonly expiresAt: number
}

const refused: VerifiedToken = { active: false }
const keep = 5_000

/**
 * Judges access tokens for the APIs.
 *
 * A signature is checked once per token; load tests would otherwise measure little else. Removing an
 * integration is not looked at: as at MobilePay, an access token works until it expires.
 */
export function createVerify({ clock, keys, ledger, urls }: Core): ApiDeps['verify'] {
  const known = new Map<string, Known>()

  function judge(token: string, { verified, expiresAt }: Known): VerifiedToken {
    const good = clock.seconds() < expiresAt && !ledger.isRejected(token)
    return good ? verified : refused
  }

  async function read(token: string): Promise<Known | undefined> {
    const { kid = '' } = decodeProtectedHeader(token)
    const key = keys.find(kid)
    if (!key) return undefined
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['RS256'],
      audience: resourceOf(urls.issuer),
      issuer: urls.issuer,
      currentDate: new Date(clock.now()),
    })
    return readClaims(payload)
  }

  return (bearer) => {
    if (bearer === undefined) return refused
    const before = known.get(bearer)
    if (before) return judge(bearer, before)
    return read(bearer).then(
      (now) => {
        if (!now) return refused
        const [oldest] = known.keys()
        if (known.size >= keep && oldest !== undefined) known.delete(oldest)
        known.set(bearer, now)
        return judge(bearer, now)
      },
      // Not a token, not one of ours, or expired.
      () => refused,
    )
  }
}

function readClaims({ client_id, exp, merchant_id, scope, sub }: JWTPayload): Known | undefined {
  if (typeof client_id !== 'string' || sub === undefined || exp === undefined) return undefined
  const scopes = Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : []
  const token = { active: true, clientId: client_id, subject: sub, scopes } as const
  const verified = typeof merchant_id === 'string' ? { ...token, merchantId: merchant_id } : token
  return { expiresAt: exp, verified }
}
