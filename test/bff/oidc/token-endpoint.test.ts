import { decodeJwt } from 'jose'
import { afterAll, beforeEach, expect, test } from 'vitest'

import { ellipticJwk, leftHalf } from '../../sandbox/faults/forgeries.ts'
import type { Reply } from '../../sandbox/faults/reply.ts'
import { brokenClaims, brokenTokens, unusualClaims } from './broken-tokens.ts'
import { timeoutFor, unusableAnswers } from './faults.ts'
import { paths, startOp } from './op.ts'
import {
  accessToken,
  authTime,
  clientId,
  clientSecret,
  code,
  codeVerifier,
  createRp,
  exchange,
  failedCheck,
  nonce,
  redirectUri,
  start,
  subject,
  unavailable,
} from './rp.ts'

const op = await startOp()
const elsewhere = await startOp()

beforeEach(() => {
  op.restore()
  op.publish(op.key, { jwk: ellipticJwk() })
})
afterAll(async () => Promise.all([op.close(), elsewhere.close()]))

// oidcc-client-test
test('an honest token response gives tokens, the ID token and who it is about', async () => {
  const rp = createRp(op)
  const outcome = await exchange(op, {}, rp)
  expect(outcome).toMatchObject({
    kind: 'granted',
    claims: { subject, authTime, sid: 'sid-1' },
    tokens: {
      accessToken,
      refreshToken: 'refresh-2',
      scopes: ['subscriptions', 'invoice'],
      merchantId: 'merchant-1',
    },
  })
  const idToken = outcome.kind === 'granted' ? outcome.idToken : ''
  expect(decodeJwt(idToken)).toMatchObject({ sub: subject, at_hash: leftHalf(accessToken) })
})

// security.md 1, 37
test('the token request is sent once, with code, verifier, redirect URI and our secret', async () => {
  await exchange(op)
  const requests = op.received(paths.token)
  expect(requests).toHaveLength(1)
  const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = requests
  expect(method).toBe('POST')
  expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
  expect(headers.authorization).toBeUndefined()
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    client_id: clientId,
    client_secret: clientSecret,
  })
})

test.each([
  ...brokenClaims,
  // fapi1-advanced-final-client-test-iat-is-week-in-past
  ['issued two hours ago', { iat: start - 7200 }, 'iat too old'],
  // security.md 32: required again, though the first ID token had it
  ['with another nonce', { nonce: `${nonce}1` }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['without nonce', { nonce: undefined }, 'OAUTH_INVALID_RESPONSE'],
  // security.md 44
  ['about another subject than the first', { sub: 'subject-2' }, 'sub changed'],
  ['of another login than the first', { auth_time: authTime + 1 }, 'auth_time changed'],
  // security.md 45
  ['with another at_hash', { at_hash: `${leftHalf(accessToken)}1` }, 'at_hash'],
  ['with a number for an at_hash', { at_hash: 1 }, 'at_hash'],
] as const)('a token-endpoint ID token %s is refused', async (_, claims, check) => {
  expect(failedCheck(await exchange(op, { claims }))).toBe(check)
})

test.each(brokenTokens)('a token-endpoint ID token %s is refused', async (_, issue, check) => {
  const outcome = await exchange(op, { issue: (claims) => issue(op, claims) })
  expect(failedCheck(outcome)).toBe(check)
})

test.each([
  ...unusualClaims,
  // fapi1-advanced-final-client-test-missing-athash
  ['without at_hash', { at_hash: undefined }],
] as const)('a token-endpoint ID token %s is taken', async (_, claims) => {
  const outcome = await exchange(op, { claims })
  expect(outcome.kind).toBe('granted')
})

test('a time of login that only the first ID token tells is remembered', async () => {
  const outcome = await exchange(op, { claims: { auth_time: undefined } })
  expect(outcome).toMatchObject({ kind: 'granted', claims: { authTime } })
})

test('a time of login that only the second ID token tells is remembered', async () => {
  const outcome = await exchange(op, { front: { claims: { auth_time: undefined } } })
  expect(outcome).toMatchObject({ kind: 'granted', claims: { authTime } })
})

test.each([
  ['without ID token', { id_token: undefined }],
  ['with an empty ID token', { id_token: '' }],
  ['without access token', { access_token: undefined }],
])('a token response %s is refused', async (_, body) => {
  expect(failedCheck(await exchange(op, { body }))).toBe('OAUTH_INVALID_RESPONSE')
})

test.each([
  ['invalid_grant', 400, {}],
  ['invalid_client', 401, {}],
  ['unauthorized_client', 403, { 'content-type': 'application/json;charset=utf-8' }],
])('the error %s with status %i ends the login under its name', async (error, status, headers) => {
  const reply = () => ({ status, headers, body: JSON.stringify({ error }) })
  const outcome = await exchange(op, { reply })
  expect(outcome).toMatchObject({ kind: 'refused', refused: { check: `token endpoint: ${error}` } })
})

test('an error that is no code is not repeated', async () => {
  const body = JSON.stringify({ error: `no such code: ${code}`, error_description: '<script>' })
  const outcome = await exchange(op, { reply: () => ({ status: 400, body }) })
  expect(outcome).toMatchObject({ kind: 'refused', refused: { check: 'token endpoint: unknown' } })
})

const challenge = { 'www-authenticate': 'Basic realm="token"' }

test.each<readonly [string, (body: string) => Reply]>([
  ...unusableAnswers,
  ['a challenge', () => ({ status: 401, headers: challenge, body: '{"error":"invalid_client"}' })],
  ['an error 400 without its name', () => ({ status: 400, body: '{}' })],
  ['an error 400 without body', () => ({ status: 400 })],
])('when the token endpoint answers with %s, no tokens are used', async (_, reply) => {
  const rp = createRp(op, { providerTimeoutSeconds: timeoutFor(reply('')) })
  await expect(exchange(op, { reply }, rp)).rejects.toMatchObject(unavailable)
  expect(op.received(paths.token)).toHaveLength(1)
})

test.each([302, 303, 307, 308])('a redirect with status %i gets no secret', async (status) => {
  const headers = { location: `${elsewhere.origin}${paths.token}` }
  const outcome = exchange(op, { reply: (body) => ({ status, headers, body }) })
  await expect(outcome).rejects.toMatchObject(unavailable)
  expect(elsewhere.received()).toEqual([])
})

test('a token endpoint that nobody listens at is no refusal', async () => {
  const gone = await startOp()
  await gone.close()
  op.describe({ token_endpoint: `${gone.origin}${paths.token}` })
  const rp = createRp(op, { apiUrl: gone.origin })
  await expect(exchange(op, {}, rp)).rejects.toMatchObject(unavailable)
})
