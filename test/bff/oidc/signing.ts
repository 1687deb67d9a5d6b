import { generateKeyPair, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'

import type { SignsWith } from '../../sandbox/faults/forgeries.ts'

export interface SigningKey extends SignsWith {
  /** The public half as the key document shows it. */
  readonly jwk: JsonWebKey
}

const generate = promisify(generateKeyPair)

export async function createRsaKey(kid: string, modulusLength = 2048): Promise<SigningKey> {
  return withJwk(kid, 'RS256', await generate('rsa', { modulusLength }))
}

function withJwk(kid: string, alg: string, pair: Omit<SignsWith, 'kid'>) {
  return {
    kid,
    ...pair,
    jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
  }
}
