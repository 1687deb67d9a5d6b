import { afterAll, beforeEach, expect, test } from 'vitest'

import { base64url } from '../../sandbox/faults/forgeries.ts'
import { startOp } from './op.ts'
import { asked, createRp, exchange, failedCheck, jwt, vat } from './rp.ts'

const op = await startOp()

beforeEach(() => op.restore())
afterAll(() => op.close())

test.each([
  ['of type DPoP', { token_type: 'DPoP' }, 'token_type'],
  ['of type MAC', { token_type: 'mac' }, 'OAUTH_UNSUPPORTED_OPERATION'],
  ['without type', { token_type: undefined }, 'OAUTH_INVALID_RESPONSE'],
  ['that lives 0 s', { expires_in: 0 }, 'expires_in'],
  ['that lives half a second', { expires_in: 0.5 }, 'expires_in'],
  ['that lives "0" s', { expires_in: '0' }, 'expires_in'],
  ['that died before it was born', { expires_in: -300 }, 'OAUTH_INVALID_RESPONSE'],
  ['that lives a day and a second', { expires_in: 86_401 }, 'expires_in'],
  ['that lives for ages', { expires_in: 1e300 }, 'expires_in'],
  ['that lives "soon"', { expires_in: 'soon' }, 'OAUTH_INVALID_RESPONSE'],
  ['that lives null', { expires_in: null }, 'OAUTH_INVALID_RESPONSE'],
  ['with a line break', { access_token: 'token\r\nx-injected: 1' }, 'access_token'],
  ['with a line break at its end', { access_token: 'token\n' }, 'access_token'],
  ['with a space', { access_token: 'to ken' }, 'access_token'],
  ['with a letter of its own', { access_token: 'tøken' }, 'access_token'],
  ['with a quote', { access_token: '"token"' }, 'access_token'],
  ['that is empty', { access_token: '' }, 'OAUTH_INVALID_RESPONSE'],
  ['of 12 kB and one', { access_token: 'a'.repeat(12_289) }, 'access_token'],
] as const)('an access token %s is refused', async (_, body, check) => {
  expect(failedCheck(await exchange(op, { body }))).toBe(check)
})

test.each([
  ['a line break', 'refresh\r\ntoken', 'refresh_token'],
  ['a line break at its end', 'refresh\n', 'refresh_token'],
  ['a space', 'refresh token', 'refresh_token'],
  ['a letter of its own', 'refrésh', 'refresh_token'],
  ['nothing in it', '', 'OAUTH_INVALID_RESPONSE'],
  ['12 kB and one in it', '~'.repeat(12_289), 'refresh_token'],
])('a refresh token with %s is refused', async (_, refreshToken, check) => {
  const outcome = await exchange(op, { body: { refresh_token: refreshToken } })
  expect(failedCheck(outcome)).toBe(check)
})

// fapi2-security-profile-final-client-test-token-type-case-insensitivity
test.each(['bEARER', 'BEARER', 'bearer'])('the token type %s is Bearer', async (type) => {
  const outcome = await exchange(op, { body: { token_type: type } })
  expect(outcome.kind).toBe('granted')
})

test.each([
  ['300', 300],
  ['300.9', 300],
  [86_400, 86_400],
  [1, 1],
  // fapi2-…-token-endpoint-response-without-expires_in
  [undefined, 300],
])('expires_in %j means %i s from when the answer came', async (expiresIn, lifetime) => {
  const rp = createRp(op)
  rp.advance(40)
  const outcome = await exchange(op, { body: { expires_in: expiresIn } }, rp)
  expect(outcome.kind).toBe('granted')
  const expiresAt = outcome.kind === 'granted' ? outcome.tokens.accessTokenExpiresAt : 0
  expect(Math.abs(expiresAt - rp.now() - lifetime)).toBeLessThanOrEqual(2)
})

test.each([6144, 12_288])('access and refresh tokens of %i bytes work', async (bytes) => {
  const body = { access_token: `${'a'.repeat(bytes - 2)}==`, refresh_token: '~'.repeat(bytes) }
  const { access_token: accessToken, refresh_token: refreshToken } = body
  expect(await exchange(op, { body })).toMatchObject({ tokens: { accessToken, refreshToken } })
})

test('without a refresh token there is none', async () => {
  const outcome = await exchange(op, { body: { refresh_token: undefined } })
  expect(outcome).toMatchObject({ kind: 'granted', tokens: { refreshToken: null } })
})

const all = [...asked, 'openid', 'offline_access']

test.each([
  ['a list in the access token', { scope: ['openid', 'invoice'] }, undefined, ['invoice']],
  ['text in the access token', { scope: 'invoice  openid' }, undefined, ['invoice']],
  ['the response', {}, all.join(' '), asked],
  ['the access token before the response', { scope: ['invoice'] }, 'webhooks', ['invoice']],
  ['the response to an opaque token', 'opaque', 'subscriptions', ['subscriptions']],
  ['an empty list', { scope: [] }, undefined, []],
  ['an empty response', {}, '', []],
  // fapi1-advanced-final-client-test-no-scope-in-token-endpoint-response
  ['nothing: as asked', {}, undefined, asked],
] as const)('what was granted is read from %s', async (_, payload, scope, scopes) => {
  const outcome = await exchange(op, { body: { access_token: jwt(payload), scope } })
  expect(outcome).toMatchObject({ kind: 'granted', tokens: { scopes } })
})

test.each([
  ['a product nobody asked for, in a list', { scope: [...asked, 'webhooks'] }, undefined],
  ['a product nobody asked for, in text', { scope: 'invoice webhooks' }, undefined],
  ['a product nobody asked for, in the response', {}, 'invoice webhooks'],
  ['something that is no product', { scope: ['admin'] }, undefined],
  ['a product in other letters', { scope: ['Invoice'] }, undefined],
  ['a list that is not of names', { scope: ['invoice', 7] }, undefined],
])('a grant of %s is refused', async (_, payload, scope) => {
  const outcome = await exchange(op, { body: { access_token: jwt(payload), scope } })
  expect(failedCheck(outcome)).toBe('scope')
})

test('a list for a scope in the response is refused', async () => {
  const outcome = await exchange(op, { body: { scope: ['invoice'] } })
  expect(failedCheck(outcome)).toBe('OAUTH_INVALID_RESPONSE')
})

test.each([
  ['FI12345678', 'merchant_vat'],
  [12_345_678, 'merchant_vat'],
  [null, 'merchant_vat'],
  [vat, undefined],
  [undefined, undefined],
])('an access token for the VAT number %j fails the check %s', async (merchantVat, check) => {
  const token = jwt({ merchant_vat: merchantVat })
  expect(failedCheck(await exchange(op, { body: { access_token: token } }))).toBe(check)
})

test.each([
  ['merchant-1', 'merchant-1'],
  ['m'.repeat(255), 'm'.repeat(255)],
  ['m'.repeat(256), null],
  [7, null],
  [undefined, null],
])('of the merchant id %j is known: %j', async (id, merchantId) => {
  const outcome = await exchange(op, { body: { access_token: jwt({ merchant_id: id }) } })
  expect(outcome).toMatchObject({ kind: 'granted', tokens: { merchantId } })
})

test.each([
  ['is opaque', 'opaque-token'],
  ['has three parts and no JSON in it', 'a.b.c'],
  ['has two parts', `a.${base64url({ scope: ['webhooks'] })}`],
  ['has four parts', `a.${base64url({ scope: ['webhooks'] })}.c.d`],
  ['is a JWT of text', jwt('"text"')],
  ['is a JWT of null', jwt('null')],
])('an access token that %s says nothing and works', async (_, token) => {
  const outcome = await exchange(op, { body: { access_token: token } })
  expect(outcome).toMatchObject({ tokens: { accessToken: token, scopes: asked, merchantId: null } })
})

test('a token response with JSON under another content type is read', async () => {
  const headers = { 'content-type': 'text/plain' }
  const outcome = await exchange(op, { reply: (body) => ({ headers, body }) })
  expect(outcome.kind).toBe('granted')
})
