import {
  createHash,
  createSecretKey,
  generateKeyPairSync,
  randomUUID,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'

import { CompactSign } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

/** The pair that a provider signs with. */
export interface SignsWith {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The token as it should have been. */
export interface HonestToken {
  readonly claims: Claims
  readonly key: SignsWith
  /** Of the authorization request, where there is one. */
  readonly state?: string | undefined
}

/** Makes another token instead. */
export type TokenFault = (honest: HonestToken) => Promise<string> | string

/** Signs with RS256, or as `header` says; a member that is undefined there is left out. */
export async function sign(
  payload: Claims | string,
  key: Pick<SignsWith, 'kid' | 'privateKey'>,
  header: Claims = {},
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

/** A fault of claims: signed by the provider itself, so nothing else is wrong. Undefined takes one out. */
export function withClaims(changes: Claims | ((honest: HonestToken) => Claims)): TokenFault {
  return (honest) => {
    const changed = typeof changes === 'function' ? changes(honest) : changes
    return sign({ ...honest.claims, ...changed }, honest.key)
  }
}

/** Somebody's keys, made when first needed. */
let strangers: ReturnType<typeof generateStrangers> | undefined

function generateStrangers() {
  return {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    elliptic: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  }
}

function strangersPairs() {
  strangers ??= generateStrangers()
  return strangers
}

/** What the tokens signed with ES256 are verified with, for the provider's own key document. */
export function ellipticJwk(): JsonWebKey {
  const { publicKey } = strangersPairs().elliptic
  return { ...publicKey.export({ format: 'jwk' }), kid: 'elliptic', alg: 'ES256', use: 'sig' }
}

/** What a stranger's tokens are verified with, for a key document of his. */
export function strangersJwk(kid: string): JsonWebKey {
  const { publicKey } = strangersPairs().rsa
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }
}

const byStranger = (header?: () => Claims): TokenFault => {
  return ({ claims, key }) =>
    sign(claims, { ...key, privateKey: strangersPairs().rsa.privateKey }, header?.())
}

/** Signed by somebody who says where his key is. */
export const withKeyAt = (jku: string): TokenFault => byStranger(() => ({ jku }))

const unsigned = (header: Claims): TokenFault => {
  return ({ claims }) => `${base64url(header)}.${base64url(claims)}.`
}

/** A token of the provider's own without its signature and the dot before it. */
async function unsealed({ claims, key }: HonestToken): Promise<string> {
  const token = await sign(claims, key)
  return token.slice(0, token.lastIndexOf('.'))
}

/** Changes one bit in the middle of the signature. */
const damaged: TokenFault = async ({ claims, key }) => {
  const [header, payload, signature = ''] = (await sign(claims, key)).split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
  return `${header}.${payload}.${bytes.toString('base64url')}`
}

const swapped: TokenFault = async ({ claims, key }) => {
  const [header, , signature] = (await sign({ ...claims, sid: 'other' }, key)).split('.')
  return `${header}.${base64url(claims)}.${signature}`
}

/** The classic confusion of algorithms: the public key, as text, used as a shared secret. */
const macWithPublicKey: TokenFault = ({ claims, key }) => {
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' })
  const privateKey = createSecretKey(Buffer.from(pem))
  return sign(claims, { kid: key.kid, privateKey }, { alg: 'HS256' })
}

const withEllipticKey: TokenFault = ({ claims }) =>
  sign(claims, { kid: 'elliptic', ...strangersPairs().elliptic }, { alg: 'ES256' })

/** A fault of the header: signed by the provider itself. Undefined takes a member out. */
export const withHeader = (header: Claims): TokenFault => {
  return ({ claims, key }) => sign(claims, key, header)
}

const named = {
  'without signature, alg none': unsigned({ alg: 'none' }),
  'without signature, alg NoNe': unsigned({ alg: 'NoNe' }),
  'without alg': ({ claims, key }) => unsigned({ kid: key.kid })({ claims, key }),
  'with HS256 and the public key': macWithPublicKey,
  'with PS256': withHeader({ alg: 'PS256' }),
  'with RS384': withHeader({ alg: 'RS384' }),
  'with ES256': withEllipticKey,
  'with a broken signature': damaged,
  'with an empty signature': async (honest) => `${await unsealed(honest)}.`,
  'with a signature that is no base64url': async (honest) => `${await unsealed(honest)}.!`,
  'with claims of after the signing': swapped,
  'signed by a stranger under the same kid': byStranger(),
  'with the key that verifies it inside': byStranger(() => ({
    jwk: strangersPairs().rsa.publicKey.export({ format: 'jwk' }),
  })),
  'with an unknown kid': byStranger(() => ({ kid: 'stranger' })),
  'with a critical header of its own': withHeader({ crit: ['b64'], b64: true }),
  'of one part': () => `of-one-part-${randomUUID()}`,
  'of two parts': unsealed,
  'that is encrypted': () => `${base64url({ alg: 'RSA-OAEP' })}.a.b.c.d`,
  'whose header is no JSON': () => `${base64url('{')}.${base64url({})}.c2ln`,
  'whose header is a list': () => `${base64url([])}.${base64url({})}.c2ln`,
  'whose payload is no JSON': ({ key }) => sign('{', key),
  'whose payload is a list': ({ key }) => sign('[]', key),
} satisfies Readonly<Record<string, TokenFault>>

export type Forgery = keyof typeof named

/** Tokens whose claims are right and whose form or signature is not. */
export const forgeries: Readonly<Record<Forgery, TokenFault>> = named

function isForgery(name: string): name is Forgery {
  return name in named
}

export const forgeryNames: readonly Forgery[] = Object.keys(named).filter(isForgery)
