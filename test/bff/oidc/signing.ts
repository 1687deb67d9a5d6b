import { createHash, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

import { CompactSign } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** The public half as the key document shows it. */
  readonly jwk: JsonWebKey
}

const generate = promisify(generateKeyPair)

export async function createRsaKey(kid: string, modulusLength = 2048): Promise<SigningKey> {
  return withJwk(kid, 'RS256', await generate('rsa', { modulusLength }))
}

export async function createEcKey(kid: string): Promise<SigningKey> {
  return withJwk(kid, 'ES256', await generate('ec', { namedCurve: 'P-256' }))
}

function withJwk(kid: string, alg: string, pair: { publicKey: KeyObject; privateKey: KeyObject }) {
  return {
    kid,
    ...pair,
    jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
  }
}

/** Signs with RS256, or as `header` says; a member that is undefined there is left out. */
export async function sign(
  payload: Claims | string,
  key: Pick<SigningKey, 'kid' | 'privateKey'>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return new CompactSign(Buffer.from(text))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(key.privateKey)
}

export function base64url(value: string | object): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return Buffer.from(text).toString('base64url')
}

/** What `c_hash`, `s_hash` and `at_hash` are under RS256: the left half of the SHA-256. */
export function leftHalf(value: string): string {
  return createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')
}
