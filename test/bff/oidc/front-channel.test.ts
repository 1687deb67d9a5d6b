import { afterAll, beforeEach, expect, test } from 'vitest'

import { ellipticJwk, leftHalf, sign } from '../../sandbox/faults/forgeries.ts'
import { brokenClaims, brokenTokens, unusualClaims } from './broken-tokens.ts'
import { issuer, paths, startOp } from './op.ts'
import {
  authTime,
  code,
  createRp,
  failedCheck,
  nonce,
  start,
  state,
  subject,
  validate,
} from './rp.ts'

const op = await startOp()
const elsewhere = await startOp()

beforeEach(() => {
  op.restore()
  op.publish(op.key, { jwk: ellipticJwk() })
})
afterAll(async () => Promise.all([op.close(), elsewhere.close()]))

// oidcc-client-test, oidcc-client-test-idtoken-sig-rs256, -discovery-jwks-uri-keys
test('an honest authorization response is validated and says who it is about', async () => {
  const outcome = await validate(op)
  expect(outcome).toMatchObject({
    kind: 'validated',
    response: { claims: { subject, authTime, sid: 'sid-1' } },
  })
  expect(op.received(paths.token)).toEqual([])
})

test.each([
  ...brokenClaims,
  // fapi1-advanced-final-client-test-iat-is-week-in-past
  ['issued two hours ago', { iat: start - 7200 }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
  // oidcc-client-test-nonce-invalid
  ['with another nonce', { nonce: `${nonce}1` }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  // fapi1-advanced-final-client-test-invalid-missing-nonce
  ['without nonce', { nonce: undefined }, 'OAUTH_INVALID_RESPONSE'],
  // oidcc-client-test-invalid-chash
  ['with another c_hash', { c_hash: `${leftHalf(code)}1` }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  // oidcc-client-test-missing-chash
  ['without c_hash', { c_hash: undefined }, 'OAUTH_INVALID_RESPONSE'],
  // fapi1-advanced-final-client-test-invalid-shash
  ['with another s_hash', { s_hash: `${leftHalf(state)}1` }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['with an empty s_hash', { s_hash: '' }, 'OAUTH_INVALID_RESPONSE'],
] as const)('a front-channel ID token %s is refused', async (_, claims, check) => {
  const outcome = await validate(op, { claims })
  expect(failedCheck(outcome)).toBe(check)
})

test.each(brokenTokens)('a front-channel ID token %s is refused', async (_, issue, check) => {
  const outcome = await validate(op, { issue: (claims) => issue(op, claims) })
  expect(failedCheck(outcome)).toBe(check)
})

test.each([
  ...unusualClaims,
  ['with a subject of 255 characters', { sub: 's'.repeat(255) }],
  ['with the right s_hash', { s_hash: leftHalf(state) }],
  // fapi1-advanced-final-client-test-invalid-missing-shash: optional outside FAPI
  ['without s_hash', { s_hash: undefined }],
  ['with an at_hash, though no access token is there yet', { at_hash: 'x' }],
  ['issued fifty minutes ago', { iat: start - 3000 }],
] as const)('a front-channel ID token %s is taken', async (_, claims) => {
  const outcome = await validate(op, { claims })
  expect(outcome.kind).toBe('validated')
})

test.each([
  ['without a time of login', { auth_time: undefined }, { authTime: null, sid: 'sid-1' }],
  ['without a session id', { sid: undefined }, { authTime, sid: null }],
  ['with a session id of 256 characters', { sid: 's'.repeat(256) }, { authTime, sid: null }],
] as const)('an ID token %s leaves that open', async (_, claims, expected) => {
  const outcome = await validate(op, { claims })
  expect(outcome).toMatchObject({ response: { claims: { subject, ...expected } } })
})

test.each([-60, 60])('our clock may be %i s off', async (seconds) => {
  const rp = createRp(op)
  rp.advance(seconds)
  const outcome = await validate(op, { claims: { exp: start + 30 } }, rp)
  expect(outcome.kind).toBe('validated')
})

test.each([
  [-600, 'iat in the future'],
  [600, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
])('our clock must not be %i s off', async (seconds, check) => {
  const rp = createRp(op)
  rp.advance(seconds)
  expect(failedCheck(await validate(op, {}, rp))).toBe(check)
})

test('an ID token that names its own key document gets nobody to fetch it', async () => {
  const jku = `${elsewhere.origin}${paths.keys}`
  const outcome = await validate(op, { issue: (claims) => sign(claims, elsewhere.key, { jku }) })
  expect(failedCheck(outcome)).toBe('OAUTH_INVALID_RESPONSE')
  expect(elsewhere.received()).toEqual([])
})

test.each(['code', 'id_token', 'state', 'iss', 'session_state'])(
  'an authorization response with two parameters %s is refused',
  async (name) => {
    const first = { iss: issuer, session_state: 'x' }
    const values = { ...first, code, state, id_token: 'a.b.c' }
    const value = Object.entries(values).find(([key]) => key === name)?.[1] ?? ''
    const outcome = await validate(op, { parameters: first, extra: [[name, value]] })
    expect(failedCheck(outcome)).toBe('duplicate parameter')
  },
)

test.each([
  // security.md 33: oauth4webapi takes it silently
  ['with an access token', { access_token: 'token' }, 'access_token in the front channel'],
  // fapi2-…-ensure-authorization-response-with-invalid-state-fails
  ['with the state of another login', { state: 'other' }, 'state'],
  // fapi2-…-ensure-authorization-response-with-invalid-missing-state-fails
  ['without state', { state: undefined }, 'state'],
  // fapi2-security-profile-final-client-test-invalid-authorization-response-iss
  ['of another issuer', { iss: `${issuer}1` }, 'OAUTH_INVALID_RESPONSE'],
  ['without code', { code: undefined }, 'OAUTH_INVALID_RESPONSE'],
  ['with an empty code', { code: '' }, 'OAUTH_INVALID_RESPONSE'],
  ['with another code', { code: 'stolen' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['without ID token', { id_token: undefined }, 'OAUTH_INVALID_RESPONSE'],
  ['with an empty ID token', { id_token: '' }, 'OAUTH_INVALID_RESPONSE'],
  ['inside a JWT', { response: 'a.b.c' }, 'OAUTH_INVALID_RESPONSE'],
] as const)('an authorization response %s is refused', async (_, parameters, check) => {
  const outcome = await validate(op, { parameters })
  expect(failedCheck(outcome)).toBe(check)
})

test.each([
  ['that names its issuer', { iss: issuer }],
  // fapi2-…-remove-authorization-response-iss: the ID token names it
  ['that does not name its issuer though it should', { iss: undefined }],
  ['with a parameter nobody knows', { session_state: 'x' }],
])('an authorization response %s is taken', async (_, parameters) => {
  const outcome = await validate(op, { parameters })
  expect(outcome.kind).toBe('validated')
})

const noTokens = { code: undefined, id_token: undefined }

test.each([
  ['access_denied', 'access_denied'],
  // oidcc-client-test-form-post-error
  ['login_required', 'login_required'],
  ['<script>alert(1)</script>', 'unknown'],
  ['access_denied\r\nset-cookie: a=b', 'unknown'],
  ['a'.repeat(65), 'unknown'],
  ['', 'unknown'],
])('an error response %j is told as %j', async (error, told) => {
  const description = { error_description: '<img src=x onerror=alert(1)>' }
  const outcome = await validate(op, { parameters: { ...noTokens, ...description, error } })
  expect(outcome).toEqual({ kind: 'error', error: told })
})

test.each([
  ['an error response of another login', { ...noTokens, error: 'access_denied', state: 'other' }],
  ['an error response without state', { ...noTokens, error: 'access_denied', state: undefined }],
])('%s is refused', async (_, parameters) => {
  expect(failedCheck(await validate(op, { parameters }))).toBe('state')
})

test('an error beside a code and an ID token is an error', async () => {
  const outcome = await validate(op, { parameters: { error: 'server_error' } })
  expect(outcome).toEqual({ kind: 'error', error: 'server_error' })
})
