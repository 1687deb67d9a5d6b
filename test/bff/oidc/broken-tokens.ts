import {
  type Claims,
  forgeries,
  type Forgery,
  forgeryNames,
} from '../../sandbox/faults/forgeries.ts'
import type { Op } from './op.ts'
import { issuer } from './op.ts'
import { clientId, start } from './rp.ts'

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

/** What is refused in tokens whose claims are right and whose form or signature is not. */
const checks: Readonly<Record<Forgery, string>> = {
  // fapi1-advanced-final-client-test-invalid-null-alg
  'without signature, alg none': invalid,
  'without signature, alg NoNe': invalid,
  'without alg': invalid,
  // oidcc-client-test-invalid-sig-hs256
  'with HS256 and the public key': invalid,
  // fapi1-advanced-final-client-test-invalid-alternate-alg
  'with PS256': invalid,
  'with RS384': invalid,
  // oidcc-client-test-invalid-sig-es256
  'with ES256': invalid,
  // oidcc-client-test-invalid-sig-rs256
  'with a broken signature': invalid,
  'with an empty signature': invalid,
  'with a signature that is no base64url': encoding,
  'with claims of after the signing': invalid,
  'signed by a stranger under the same kid': invalid,
  'with the key that verifies it inside': invalid,
  'with an unknown kid': 'OAUTH_KEY_SELECTION_FAILED',
  'with a critical header of its own': unsupported,
  'of one part': invalid,
  'of two parts': invalid,
  'that is encrypted': unsupported,
  'whose header is no JSON': parse,
  'whose header is a list': invalid,
  'whose payload is no JSON': parse,
  'whose payload is a list': invalid,
}

/** Each forgery of the stand-in's, and the check that must see it. */
export const brokenTokens = forgeryNames.map(
  (name) =>
    [
      name,
      (op: Op, claims: Claims) => forgeries[name]({ claims, key: op.key }),
      checks[name],
    ] as const,
)
