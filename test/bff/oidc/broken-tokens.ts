import { createSecretKey } from 'node:crypto'

import type { Op } from './op.ts'
import { issuer } from './op.ts'
import { clientId, start } from './rp.ts'
import { base64url, type Claims, createEcKey, createRsaKey, sign } from './signing.ts'

const claim = 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'
const time = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'
const invalid = 'OAUTH_INVALID_RESPONSE'
const unsupported = 'OAUTH_UNSUPPORTED_OPERATION'
const parse = 'OAUTH_PARSE_ERROR'
const encoding = 'ERR_INVALID_ARG_VALUE'

/** Claims that no ID token may have, wherever it comes from, and the check that must see it. */
export const brokenClaims: readonly (readonly [string, Claims, string])[] = [
  // oidcc-client-test-invalid-iss, -refresh-token-invalid-issuer
  ['with another issuer', { iss: `${issuer}1` }, claim],
  // fapi1-advanced-final-client-test-invalid-missing-iss
  ['without issuer', { iss: undefined }, invalid],
  // oidcc-client-test-invalid-aud
  ['for another client', { aud: `${clientId}1` }, claim],
  // oidcc-client-test-missing-aud
  ['without audience', { aud: undefined }, invalid],
  // fapi1-advanced-final-client-test-invalid-secondary-aud
  ['with a second audience', { aud: [clientId, 'another'] }, claim],
  ['with a second audience though azp is ours', { aud: [clientId, 'a'], azp: clientId }, 'aud'],
  ['issued to another party', { azp: 'another' }, 'azp'],
  // oidcc-client-test-missing-sub
  ['without subject', { sub: undefined }, invalid],
  ['with an empty subject', { sub: '' }, 'sub'],
  ['with a subject of 256 characters', { sub: 's'.repeat(256) }, 'sub'],
  ['with a number for a subject', { sub: 7 }, invalid],
  // fapi1-advanced-final-client-test-invalid-expired-exp
  ['that expired ten minutes ago', { exp: start - 600 }, time],
  // fapi1-advanced-final-client-test-invalid-missing-exp
  ['without expiry', { exp: undefined }, invalid],
  // oidcc-client-test-missing-iat
  ['without time of issue', { iat: undefined }, invalid],
  ['with text for a time of issue', { iat: String(start) }, invalid],
  ['issued ten minutes from now', { iat: start + 600, exp: start + 900 }, 'iat in the future'],
  ['not valid for another ten minutes', { nbf: start + 600 }, time],
  ['with text for a time of login', { auth_time: String(start) }, invalid],
]

/** Claims that look odd and are right: each of them is taken. */
export const unusualClaims: readonly (readonly [string, Claims])[] = [
  // fapi1-advanced-final-client-test-valid-aud-as-array
  ['with a list of one audience', { aud: [clientId] }],
  ['that names us as authorized party', { azp: clientId }],
  ['that expired a minute ago', { exp: start - 60 }],
  ['issued a minute from now', { iat: start + 60 }],
  ['not valid for another minute', { nbf: start + 60 }],
  ['with a claim nobody knows', { 'https://example/claim': { deep: [null] } }],
]

/** Somebody's key under the kid of the provider's. */
export const attacker = await createRsaKey('first')
/** Published beside the provider's RSA key. */
export const ecKey = await createEcKey('elliptic')

/** Tokens whose claims are right and whose form or signature is not. */
export const brokenTokens: readonly (readonly [
  string,
  (op: Op, claims: Claims) => Promise<string> | string,
  string,
])[] = [
  // fapi1-advanced-final-client-test-invalid-null-alg
  ['without signature, alg none', (_, claims) => unsigned({ alg: 'none' }, claims), invalid],
  ['without signature, alg NoNe', (_, claims) => unsigned({ alg: 'NoNe' }, claims), invalid],
  ['without alg', (op, claims) => unsigned({ kid: op.key.kid }, claims), invalid],
  // oidcc-client-test-invalid-sig-hs256
  ['with HS256 and the public key', (op, claims) => macWithPublicKey(op, claims), invalid],
  // fapi1-advanced-final-client-test-invalid-alternate-alg
  ['with PS256', (op, claims) => sign(claims, op.key, { alg: 'PS256' }), invalid],
  ['with RS384', (op, claims) => sign(claims, op.key, { alg: 'RS384' }), invalid],
  // oidcc-client-test-invalid-sig-es256
  ['with ES256', (_, claims) => sign(claims, ecKey, { alg: 'ES256' }), invalid],
  // oidcc-client-test-invalid-sig-rs256
  ['with a broken signature', async (op, claims) => damage(await sign(claims, op.key)), invalid],
  ['with an empty signature', async (op, claims) => `${await unsealed(op, claims)}.`, invalid],
  [
    'with a signature that is no base64url',
    async (op, c) => `${await unsealed(op, c)}.!`,
    encoding,
  ],
  ['with claims of after the signing', (op, claims) => swapClaims(op, claims), invalid],
  ['signed by a stranger under our kid', (_, claims) => sign(claims, attacker), invalid],
  [
    'with the key that verifies it inside',
    (_, claims) => sign(claims, attacker, { jwk: attacker.jwk }),
    invalid,
  ],
  [
    'with an unknown kid',
    (_, claims) => sign(claims, attacker, { kid: 'stranger' }),
    'OAUTH_KEY_SELECTION_FAILED',
  ],
  [
    'with a critical header of its own',
    (op, claims) => sign(claims, op.key, { crit: ['b64'], b64: true }),
    unsupported,
  ],
  ['of one part', () => 'token', invalid],
  ['of two parts', async (op, claims) => unsealed(op, claims), invalid],
  ['that is encrypted', () => `${base64url({ alg: 'RSA-OAEP' })}.a.b.c.d`, unsupported],
  ['whose header is no JSON', () => `${base64url('{')}.${base64url({})}.c2ln`, parse],
  ['whose header is a list', () => `${base64url([])}.${base64url({})}.c2ln`, invalid],
  ['whose payload is no JSON', (op) => sign('{', op.key), parse],
  ['whose payload is a list', (op) => sign('[]', op.key), invalid],
]

const unsigned = (header: Claims, claims: Claims) => `${base64url(header)}.${base64url(claims)}.`

/** A token of ours without its signature and the dot before it. */
async function unsealed(op: Op, claims: Claims): Promise<string> {
  const token = await sign(claims, op.key)
  return token.slice(0, token.lastIndexOf('.'))
}

/** Changes one bit in the middle of the signature. */
function damage(token: string): string {
  const [header, payload, signature = ''] = token.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
  return `${header}.${payload}.${bytes.toString('base64url')}`
}

async function swapClaims(op: Op, claims: Claims): Promise<string> {
  const [header, , signature] = (await sign({ ...claims, sid: 'other' }, op.key)).split('.')
  return `${header}.${base64url(claims)}.${signature}`
}

/** The classic confusion of algorithms: the public key, as text, used as a shared secret. */
async function macWithPublicKey(op: Op, claims: Claims): Promise<string> {
  const pem = op.key.publicKey.export({ type: 'spki', format: 'pem' })
  const privateKey = createSecretKey(Buffer.from(pem))
  return sign(claims, { kid: op.key.kid, privateKey }, { alg: 'HS256' })
}
