import { createHash } from 'node:crypto'

import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createPortalUser } from '../support/portal-user.ts'
import { createHybridClient, parametersOf } from './hybrid-client.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>
const subject = 'c0ffee00-1111-4222-8333-000000000001'
const hex64 = /^[0-9a-f]{64}$/

beforeAll(async () => {
  sandbox = await startSandbox()
  client = await createHybridClient(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.control.revoke('DK12345678'))

const halfHash = (value: string) =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

test('the discovery document has the eight documented members, at two addresses, for an issuer that is neither', async () => {
  const { gatewayUrl, portalUrl } = sandbox
  const atPortal = await fetch(`${portalUrl}/account/.well-known/openid-configuration`)
  const prefix = `${gatewayUrl}/merchant-authentication-openidconnect`
  const atGateway = await fetch(`${prefix}/.well-known/openid-configuration`)
  const document: unknown = await atPortal.json()
  expect(document).toEqual({
    issuer: `${gatewayUrl}/merchant`,
    jwks_uri: `${prefix}/.well-known/openid-configuration/jwks`,
    authorization_endpoint: `${portalUrl}/account/connect/authorize`,
    token_endpoint: `${prefix}/connect/token`,
    end_session_endpoint: `${portalUrl}/account/connect/endsession`,
    introspection_endpoint: `${prefix}/connect/introspect`,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
  })
  expect(await atGateway.json()).toEqual(document)
})

test.for(['form_post', 'fragment'] as const)(
  'a whole login passes every check of oauth4webapi, by %s',
  async (mode) => {
    const user = createPortalUser({ email: 'mette@example.dk' })
    const sent = await client.request({ response_mode: mode })
    const outcome = await user.authorize(sent.url)
    expect(outcome).toMatchObject({
      kind: 'response',
      mode,
      redirectUri: 'http://localhost:5173/auth/callback',
    })
    expect(user.pagesSeen()).toEqual(['login', 'consent'])
    const parameters = parametersOf(outcome)
    expect([...parameters.keys()].toSorted()).toEqual(['code', 'id_token', 'scope', 'state'])
    expect(parameters.get('code')).toMatch(hex64)
    expect(parameters.get('scope')).toBe('openid offline_access subscriptions transactionreporting')
    const tokens = await client.redeem(outcome, sent)
    expect(tokens.refresh_token).toMatch(hex64)
    expect(await client.call(tokens.access_token)).toBe(200)
    expect(await client.refresh(tokens.refresh_token)).toMatchObject({ status: 200 })
  },
)

test('without response_mode the answer is a fragment', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const { url } = await client.request({}, 'response_mode')
  expect(await user.authorize(url)).toMatchObject({ kind: 'response', mode: 'fragment' })
})

test('all tokens have the claims, headers and lifetimes of the decoded samples', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const sent = await client.request()
  const outcome = await user.authorize(sent.url)
  const front = parametersOf(outcome)
  const exchanged = await client.exchange(outcome, sent)
  const refreshed = await client.refresh(exchanged.body['refresh_token'])
  for (const { status, body } of [exchanged, refreshed]) {
    expect(status).toBe(200)
    expect(Object.keys(body).toSorted()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'token_type',
    ])
    expect(body).toMatchObject({ expires_in: 300, token_type: 'Bearer' })
  }

  const frontToken = String(front.get('id_token'))
  const claims = decodeJwt(frontToken)
  const { iat = 0, auth_time } = claims
  const common = {
    iss: sandbox.settings.MOBILEPAY_ISSUER,
    aud: 'mpc-sandbox',
    nbf: iat,
    iat,
    exp: iat + 300,
    sub: subject,
    auth_time,
    idp: 'local',
    amr: ['UserEnteredCode', 'ServerProvidedKey'],
  }
  expect(Math.abs(Date.now() / 1000 - iat)).toBeLessThan(5)
  expect(claims).toEqual({
    ...common,
    nonce: sent.nonce,
    c_hash: halfHash(String(front.get('code'))),
  })

  const number: unknown = expect.any(Number)
  const timeless = { nbf: number, iat: number, exp: number }
  const accessToken = String(exchanged.body['access_token'])
  expect(decodeJwt(String(exchanged.body['id_token']))).toEqual({
    ...common,
    ...timeless,
    nonce: sent.nonce,
    at_hash: halfHash(accessToken),
  })
  expect(decodeJwt(String(refreshed.body['id_token']))).toEqual({
    ...common,
    ...timeless,
    at_hash: halfHash(String(refreshed.body['access_token'])),
  })

  const { exp = 0, nbf = 0, ...access } = decodeJwt(accessToken)
  expect(exp - nbf).toBe(300)
  expect(access).toEqual({
    iss: common.iss,
    aud: `${common.iss}/resources`,
    client_id: 'mpc-sandbox',
    sub: subject,
    auth_time,
    idp: 'local',
    amr: common.amr,
    merchant_id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
    scope: ['openid', 'offline_access', 'subscriptions', 'transactionreporting'],
  })

  for (const token of [frontToken, accessToken]) {
    const { kid = '', x5t, ...header } = decodeProtectedHeader(token)
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(kid).toMatch(/^[0-9A-F]{40}$/)
    expect(Buffer.from(String(x5t), 'base64url').toString('hex')).toBe(kid.toLowerCase())
  }
})

test('what the merchant does not tick is missing from the access token, and nothing says so', async () => {
  const user = createPortalUser({ email: 'aino@example.fi' })
  const sent = await client.request({ merchant_vat: 'FI12345678' })
  const outcome = await user.authorize(sent.url, { allow: ['subscriptions'] })
  expect(parametersOf(outcome).get('scope')).toBe('openid offline_access subscriptions')
  const { status, body } = await client.exchange(outcome, sent)
  expect(status).toBe(200)
  const { merchant_id, scope } = decodeJwt(String(body['access_token']))
  expect({ merchant_id, scope }).toEqual({
    merchant_id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c05',
    scope: ['openid', 'offline_access', 'subscriptions'],
  })
  expect(await client.call(body['access_token'])).toBe(403)
})

test('without offline_access there is no refresh token', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const sent = await client.request({ scope: 'openid subscriptions' })
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  expect(Object.keys(body)).not.toContain('refresh_token')
})

test('a login that names no company is refused, or leads to tokens that the APIs answer with 403', async () => {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const logIn = async () => {
    const sent = await client.request({}, 'merchant_vat')
    return { sent, outcome: await user.authorize(sent.url) }
  }
  expect((await logIn()).outcome.kind).toBe('error')
  sandbox.control.rules.merchantVat = 'optional'
  for (const pages of [['login', 'consent'], []]) {
    const { outcome, sent } = await logIn()
    // The second time what was allowed is remembered.
    expect(user.pagesSeen()).toEqual(pages)
    const { body } = await client.exchange(outcome, sent)
    const claims = decodeJwt(String(body['access_token']))
    expect(claims['scope']).toContain('transactionreporting')
    expect(claims).not.toHaveProperty('merchant_id')
    expect(await client.call(body['access_token'])).toBe(403)
  }
  sandbox.control.rules.merchantVat = 'required'
})
