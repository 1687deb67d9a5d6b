import { afterAll, beforeEach, expect, test } from 'vitest'

import { requestRefresh } from '../../../bff/oidc/refresh-grant.ts'
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
  createRp,
  failedCheck,
  jwt,
  nonce,
  refresh,
  start,
  tokenResponse,
  unavailable,
} from './rp.ts'

const op = await startOp()
const elsewhere = await startOp()

beforeEach(() => {
  op.restore()
  op.publish(op.key, { jwk: ellipticJwk() })
})
afterAll(async () => Promise.all([op.close(), elsewhere.close()]))

/** Sends a refresh token request that gets `reply`. */
async function request(reply: Reply) {
  const rp = createRp(op, { providerTimeoutSeconds: timeoutFor(reply) })
  op.alter(paths.token, reply)
  return requestRefresh(rp.provider, 'refresh-1')
}

test('the refresh token request is sent once, with our secret and no scope', async () => {
  const body = await tokenResponse(op)
  expect(await request({ body })).toEqual({ kind: 'answered', body })
  const requests = op.received(paths.token)
  expect(requests).toHaveLength(1)
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1',
    client_id: clientId,
    client_secret: clientSecret,
  })
})

test('a 200 is handed over unchecked, so that it can be kept before anything is decided', async () => {
  expect(await request({ body: '{"odd":1}' })).toEqual({ kind: 'answered', body: '{"odd":1}' })
})

test.each([
  ['invalid_grant', { status: 400, body: '{"error":"invalid_grant"}' }],
  ['an empty 400', { status: 400 }],
  ['invalid_grant as text', { status: 400, headers: html(), body: '{"error":"invalid_grant"}' }],
])('%s is the end of a refresh token', async (_, reply) => {
  expect(await request(reply)).toEqual({ kind: 'dead' })
})

test.each<readonly [string, (body: string) => Reply]>([
  ...unusableAnswers,
  ['null', () => ({ body: 'null' })],
  ['text', () => ({ body: '"refreshed"' })],
  ['another error with status 400', () => error(400, 'invalid_request')],
  ['an error with status 400 and no name', () => ({ status: 400, body: '{}' })],
  ['a 400 with null', () => ({ status: 400, body: 'null' })],
  ['a 400 with HTML', () => ({ status: 400, headers: html(), body: '<h1>Bad Request</h1>' })],
  ['invalid_client', () => error(401, 'invalid_client')],
  ['invalid_grant with status 401', () => error(401, 'invalid_grant')],
  ['an empty 401', () => ({ status: 401 })],
  ['a challenge', () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } })],
  ['a 403', () => error(403, 'unauthorized_client')],
  ['a 404', () => ({ status: 404 })],
  ['a 429', () => ({ status: 429, headers: { 'retry-after': '60' } })],
  ['invalid_grant with status 500', () => error(500, 'invalid_grant')],
])('%s says nothing about a refresh token', async (_, reply) => {
  await expect(request(reply(await tokenResponse(op)))).rejects.toMatchObject(unavailable)
  expect(op.received(paths.token)).toHaveLength(1)
})

test.each([302, 307, 308])('a redirect with status %i gets no refresh token', async (status) => {
  const headers = { location: `${elsewhere.origin}${paths.token}` }
  await expect(request({ status, headers })).rejects.toMatchObject(unavailable)
  expect(elsewhere.received()).toEqual([])
})

test('without metadata no refresh token request is sent', async () => {
  op.alter(paths.discovery, { status: 500 })
  await expect(request({})).rejects.toMatchObject(unavailable)
  expect(op.received(paths.token)).toEqual([])
})

// oidcc-client-test-refresh-token
test('an honest refresh answer gives the new tokens', async () => {
  const rp = createRp(op)
  const receivedAt = rp.now() - 7
  const outcome = await refresh(op, { expected: { receivedAt } }, rp)
  expect(outcome).toEqual({
    kind: 'refreshed',
    tokens: {
      accessToken,
      accessTokenExpiresAt: receivedAt + 600,
      refreshToken: 'refresh-2',
      scopes: ['subscriptions', 'invoice'],
      merchantId: 'merchant-1',
    },
  })
})

test.each([
  ...brokenClaims,
  // fapi1-advanced-final-client-test-iat-is-week-in-past
  ['issued two hours ago', { iat: start - 7200 }, 'iat too old'],
  // oidcc-client-test-refresh-token-invalid-sub
  ['about another subject', { sub: 'subject-2' }, 'sub changed'],
  // security.md 46
  ['of another login', { auth_time: authTime + 1 }, 'auth_time changed'],
  ['with the nonce of another login', { nonce: 'other' }, 'nonce changed'],
  ['with another at_hash', { at_hash: leftHalf('other') }, 'at_hash'],
] as const)('a refreshed ID token %s is refused', async (_, claims, check) => {
  expect(failedCheck(await refresh(op, { claims }))).toBe(check)
})

const noKey = 'OAUTH_KEY_SELECTION_FAILED'

test.each(brokenTokens.filter(([, , check]) => check === noKey))(
  'a refreshed ID token %s is kept, not used: its key may be published a little later',
  async (_, issue) => {
    const outcome = await refresh(op, { issue: (claims) => issue(op, claims) })
    expect(outcome).toMatchObject({ kind: 'unverified', cause: unavailable })
  },
)

test.each(brokenTokens.filter(([, , check]) => check !== noKey))(
  'a refreshed ID token %s is refused',
  async (_, issue, check) => {
    const outcome = await refresh(op, { issue: (claims) => issue(op, claims) })
    expect(failedCheck(outcome)).toBe(check)
  },
)

test.each([
  ...unusualClaims,
  ['with the nonce of the login', { nonce }],
  ['without a time of login', { auth_time: undefined }],
  ['without at_hash', { at_hash: undefined }],
] as const)('a refreshed ID token %s is taken', async (_, claims) => {
  expect(await refresh(op, { claims })).toMatchObject({ kind: 'refreshed' })
})

test('a time of login is taken from nowhere where the login had none', async () => {
  const outcome = await refresh(op, { expected: { authTime: null } })
  expect(outcome.kind).toBe('refreshed')
})

test('a refresh answer without ID token needs no keys', async () => {
  const outcome = await refresh(op, { body: { id_token: undefined } })
  expect(outcome.kind).toBe('refreshed')
  expect(op.received(paths.keys)).toEqual([])
})

test.each([
  ['keeps the old refresh token where it brings none', undefined, 'refresh-1', 'refresh-1'],
  ['adopts a rotated refresh token', 'refresh-2', 'refresh-1', 'refresh-2'],
  ['has no refresh token where there never was one', undefined, null, null],
])('a refresh answer %s', async (_, brought, refreshToken, kept) => {
  const outcome = await refresh(op, {
    body: { refresh_token: brought },
    expected: { refreshToken },
  })
  expect(outcome).toMatchObject({ tokens: { refreshToken: kept } })
})

test.each([
  ['of type DPoP', { token_type: 'DPoP' }, 'token_type'],
  ['of type MAC', { token_type: 'mac' }, 'OAUTH_UNSUPPORTED_OPERATION'],
  ['that lives 0 s', { expires_in: 0 }, 'expires_in'],
  ['with a line break', { access_token: 'a\r\nb' }, 'access_token'],
  ['with a broken refresh token', { refresh_token: 'a\nb' }, 'refresh_token'],
  ['for more than was granted', { access_token: jwt({ scope: ['webhooks'] }) }, 'scope'],
  ['for another merchant', { access_token: jwt({ merchant_vat: 'DK1' }) }, 'merchant_vat'],
  ['that is missing', { access_token: undefined }, 'OAUTH_INVALID_RESPONSE'],
] as const)('a refreshed access token %s is refused', async (_, body, check) => {
  expect(failedCheck(await refresh(op, { body }))).toBe(check)
})

test('what was granted may become less, and never more again', async () => {
  const expected = { scopes: ['invoice'] } as const
  expect(await refresh(op, { expected, body: { access_token: 'opaque' } })).toMatchObject({
    tokens: { scopes: ['invoice'] },
  })
  expect(failedCheck(await refresh(op, { expected }))).toBe('scope')
})

test('a refresh answer that had to wait is judged by the time it came', async () => {
  const rp = createRp(op)
  const receivedAt = rp.now()
  rp.advance(3000)
  const outcome = await refresh(op, { expected: { receivedAt } }, rp)
  expect(outcome).toMatchObject({
    kind: 'refreshed',
    tokens: { accessTokenExpiresAt: receivedAt + 600 },
  })
})

test('without metadata a refresh answer stays unverified', async () => {
  op.alter(paths.discovery, { status: 500 })
  expect(await refresh(op)).toMatchObject({ kind: 'unverified', cause: unavailable })
})

function html() {
  return { 'content-type': 'text/html' }
}

function error(status: number, name: string): Reply {
  return { status, body: JSON.stringify({ error: name }) }
}
