import { createHash, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

import type { JWK } from 'oidc-provider'

interface SigningKey {
  readonly kid: string
  /** MobilePay's key ids are certificate thumbprints; here it is the thumbprint of the public key. */
  readonly x5t: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface Keys {
  readonly current: () => SigningKey
  /** The current key first, then the one before it: what the key document shows, private parts included. */
  readonly published: () => readonly JWK[]
  readonly find: (kid: string) => SigningKey | undefined
  readonly rotate: () => Promise<void>
}

export async function createKeys(): Promise<Keys> {
  let current = await generateKey()
  const newestFirst = [current]
  return {
    current: () => current,
    published: () => newestFirst.slice(0, 2).map(toJwk),
    find: (kid) => newestFirst.find((key) => key.kid === kid),
    rotate: async () => {
      current = await generateKey()
      newestFirst.unshift(current)
    },
  }
}

async function generateKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const thumbprint = createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
  return {
    kid: thumbprint.toString('hex').toUpperCase(),
    x5t: thumbprint.toString('base64url'),
    privateKey,
    publicKey,
  }
}

function toJwk({ kid, privateKey }: SigningKey): JWK {
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}
