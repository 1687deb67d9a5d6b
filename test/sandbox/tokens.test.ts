import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { createPortalUser } from '../support/portal-user.ts'
import { createHybridClient } from './hybrid-client.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>
const vat = 'DK12345678'
const day = 24 * 60 * 60
const invalidGrant = { status: 400, body: { error: 'invalid_grant' } }

beforeEach(async () => {
  sandbox = await startSandbox()
  client = await createHybridClient(sandbox)
})
afterEach(() => sandbox.close())

async function connect(user = createPortalUser({ email: 'mette@example.dk' })) {
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  return { accessToken: body['access_token'], refreshToken: body['refresh_token'] }
}

test('OneTime: a refresh spends its token and gives another', async () => {
  const { refreshToken } = await connect()
  const first = await client.refresh(refreshToken)
  expect(first.status).toBe(200)
  expect(first.body['refresh_token']).not.toBe(refreshToken)
  expect(await client.refresh(first.body['refresh_token'])).toMatchObject({ status: 200 })
})

test('OneTime: a spent token ends the whole family when it comes back', async () => {
  const { refreshToken } = await connect()
  const { body } = await client.refresh(refreshToken)
  expect(await client.refresh(refreshToken)).toEqual(invalidGrant)
  expect(await client.refresh(body['refresh_token'])).toEqual(invalidGrant)
})

test('OneTime: of several refreshes at the same moment at most one succeeds', async () => {
  const { refreshToken } = await connect()
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.refresh(refreshToken)))
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThanOrEqual(7)
})

test('OneTime: a later login for the same merchant ends the tokens of the earlier one', async () => {
  const earlier = await connect()
  const other = await client.request({ merchant_vat: 'DK87654321' })
  const user = createPortalUser({ email: 'mette@example.dk' })
  const { body } = await client.exchange(await user.authorize(other.url), other)
  // Two access tokens of one second are the same string.
  sandbox.control.clock.advance(1)
  const later = await connect()
  expect(await client.refresh(earlier.refreshToken)).toEqual(invalidGrant)
  expect(await client.call(earlier.accessToken)).toBe(401)
  expect(await client.refresh(later.refreshToken)).toMatchObject({ status: 200 })
  expect(await client.refresh(body['refresh_token'])).toMatchObject({ status: 200 })
})

test('OneTime: of two logins under way at once both finish, and the last one counts', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const [one, two] = [await client.request(), await client.request()]
  const [first, second] = [await user.authorize(one.url), await user.authorize(two.url)]
  const early = await client.exchange(first, one)
  const late = await client.exchange(second, two)
  expect([early.status, late.status]).toEqual([200, 200])
  expect(await client.refresh(early.body['refresh_token'])).toEqual(invalidGrant)
  expect(await client.refresh(late.body['refresh_token'])).toMatchObject({ status: 200 })
})

test('ReUse: the token stays the same, and both of two logins live', async () => {
  sandbox.control.setRefreshTokens('ReUse')
  const one = await connect()
  const two = await connect()
  for (const { refreshToken } of [one, two, one]) {
    const { body } = await client.refresh(refreshToken)
    expect(body).toMatchObject({ refresh_token: refreshToken })
  }
})

test.for(['OneTime', 'ReUse'] as const)(
  '%s: thirteen months count from the last use',
  async (mode) => {
    sandbox.control.setRefreshTokens(mode)
    let { refreshToken } = await connect()
    for (let year = 0; year < 3; year += 1) {
      sandbox.control.clock.advance(365 * day)
      const { body, status } = await client.refresh(refreshToken)
      expect(status).toBe(200)
      refreshToken = body['refresh_token']
    }
    sandbox.control.clock.advance(396 * day)
    expect(await client.refresh(refreshToken)).toEqual(invalidGrant)
  },
)

test('auth_time stays that of the login, and times follow the clock of the stand-in', async () => {
  const { accessToken, refreshToken } = await connect()
  sandbox.control.clock.advance(1000)
  const { body } = await client.refresh(refreshToken)
  const [before, after] = [decodeJwt(String(accessToken)), decodeJwt(String(body['access_token']))]
  expect(after['auth_time']).toBe(before['auth_time'])
  expect((after.exp ?? 0) - (before.exp ?? 0)).toBeGreaterThanOrEqual(1000)
  expect(await client.call(body['access_token'])).toBe(200)
})

test('an access token is refused from the second it expires', async () => {
  sandbox.control.setAccessTokenSeconds(60)
  const { accessToken } = await connect()
  expect(await client.call(accessToken)).toBe(200)
  sandbox.control.clock.advance(58)
  expect(await client.call(accessToken)).toBe(200)
  sandbox.control.clock.advance(2)
  expect(await client.call(accessToken)).toBe(401)
})

test('an access token that was tampered with, or comes from another stand-in, is refused', async () => {
  const { accessToken } = await connect()
  const [header, claims = '', signature] = String(accessToken).split('.')
  const text = Buffer.from(claims, 'base64url').toString().replace(/a1c01/, 'a1c02')
  const forged = [header, Buffer.from(text).toString('base64url'), signature].join('.')
  expect(text).toContain('a1c02')
  expect(await client.call(forged)).toBe(401)
  const other = await startSandbox()
  const stranger = await createHybridClient(other)
  expect(await stranger.call(accessToken)).toBe(401)
  await other.close()
})

test('rejected access tokens stay rejected, and the next ones work', async () => {
  const { accessToken, refreshToken } = await connect()
  sandbox.control.rejectAccessTokens()
  expect(await client.call(accessToken)).toBe(401)
  const { body } = await client.refresh(refreshToken)
  expect(await client.call(body['access_token'])).toBe(200)
})

test('after a revocation no refresh works, the access token lasts its five minutes, and consent is asked again', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const { accessToken, refreshToken } = await connect(user)
  sandbox.control.revoke(vat)
  expect(await client.refresh(refreshToken)).toEqual(invalidGrant)
  sandbox.control.clock.advance(290)
  expect(await client.call(accessToken)).toBe(200)
  sandbox.control.clock.advance(10)
  expect(await client.call(accessToken)).toBe(401)
  await connect(user)
  expect(user.pagesSeen()).toEqual(['consent'])
})

test('rotated keys sign the next tokens, and the old one stays published beside the new', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const before = await connect(user)
  await sandbox.control.rotateKeys()
  const { body } = await client.refresh(before.refreshToken)
  const kids = [before.accessToken, body['access_token']].map(
    (token) => decodeProtectedHeader(String(token)).kid,
  )
  expect(new Set(kids).size).toBe(2)
  const published: unknown = await (await fetch(String(client.server.jwks_uri))).json()
  expect(published).toHaveProperty('keys.0.kid', kids[1])
  expect(published).toHaveProperty('keys.1.kid', kids[0])
  expect(published).not.toHaveProperty('keys.2')
  expect(JSON.stringify(published)).not.toContain('"d"')
  expect(await client.call(before.accessToken)).toBe(200)
  expect(await client.call(body['access_token'])).toBe(200)
  await connect(user)
  expect(user.pagesSeen()).toEqual([])
})
