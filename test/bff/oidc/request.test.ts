import { createHash } from 'node:crypto'

import { afterAll, beforeEach, expect, test } from 'vitest'

import { buildAuthorizationRequest } from '../../../bff/oidc/authorization-request.ts'
import { buildEndSessionUrl } from '../../../bff/oidc/logout.ts'
import { paths, startOp } from './op.ts'
import { asked, clientId, createRp, redirectUri, unavailable, vat } from './rp.ts'

const op = await startOp()

beforeEach(() => op.restore())
afterAll(() => op.close())

const options = { clientId, redirectUri, responseMode: 'form_post', vat, scopes: asked } as const

// oidcc-client-test, oidcc-client-test-nonce-unless-code-flow
test('an authorization request says what MobilePay wants to hear, and nothing else', async () => {
  const request = await buildAuthorizationRequest(createRp(op).provider, options)
  const url = new URL(request.url)
  expect(`${url.origin}${url.pathname}`).toBe(`${op.origin}${paths.authorize}`)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code id_token',
    response_mode: 'form_post',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid subscriptions invoice offline_access',
    state: request.state,
    nonce: request.nonce,
    code_challenge: createHash('sha256').update(request.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    merchant_vat: vat,
  })
  expect(op.received(paths.authorize)).toEqual([])
})

test('the response comes in the fragment where that is asked for', async () => {
  const fragment = { ...options, responseMode: 'fragment' } as const
  const { url } = await buildAuthorizationRequest(createRp(op).provider, fragment)
  expect(new URL(url).searchParams.get('response_mode')).toBe('fragment')
})

test('spaces are written as MobilePay writes them', async () => {
  const { url } = await buildAuthorizationRequest(createRp(op).provider, options)
  expect(url).toContain('response_type=code%20id_token&')
  expect(url).not.toContain('+')
})

// RFC 6749 section 3.1
test('what stands in the query of the authorization endpoint stays there', async () => {
  op.describe({ authorization_endpoint: `${op.origin}${paths.authorize}?tenant=a%20b` })
  const { url } = await buildAuthorizationRequest(createRp(op).provider, options)
  expect(url).toMatch(/\?tenant=a%20b&response_type=code%20id_token&/)
})

test('no hostile value can add a parameter', async () => {
  const hostile = { ...options, vat: 'DK1&scope=admin#x', redirectUri: 'http://a/?b=c&d' }
  const { url } = await buildAuthorizationRequest(createRp(op).provider, hostile)
  const { searchParams, hash } = new URL(url)
  expect(hash).toBe('')
  expect(searchParams.getAll('scope')).toEqual(['openid subscriptions invoice offline_access'])
  expect(searchParams.get('merchant_vat')).toBe('DK1&scope=admin#x')
  expect(searchParams.get('redirect_uri')).toBe('http://a/?b=c&d')
})

// security.md 31
test('a hundred logins have a hundred states, nonces and verifiers of 256 bits', async () => {
  const { provider } = createRp(op)
  const requests = await Promise.all(
    Array.from({ length: 100 }, async () => buildAuthorizationRequest(provider, options)),
  )
  const values = requests.flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier])
  expect(new Set(values).size).toBe(300)
  expect(values.filter((value) => !/^[\w-]{43}$/.test(value))).toEqual([])
})

test('without metadata there is no authorization request', async () => {
  op.alter(paths.discovery, { status: 503 })
  const { provider } = createRp(op)
  await expect(buildAuthorizationRequest(provider, options)).rejects.toMatchObject(unavailable)
})

const leaving = {
  clientId,
  idToken: 'a.b.c',
  postLogoutRedirectUri: 'http://localhost/connect?x=1&y=2',
  state: 'state-of-the-logout',
}

// oidcc-client-test-rp-init-logout
test('the end-session URL has everything that lets the portal come back', async () => {
  const { provider } = createRp(op)
  await provider.metadata()
  const url = new URL(buildEndSessionUrl(provider, leaving) ?? '')
  expect(`${url.origin}${url.pathname}`).toBe(`${op.origin}${paths.endSession}`)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    id_token_hint: 'a.b.c',
    client_id: clientId,
    post_logout_redirect_uri: leaving.postLogoutRedirectUri,
    state: leaving.state,
  })
})

test('the end-session URL works without an ID token and keeps its own query', async () => {
  op.describe({ end_session_endpoint: `${op.origin}${paths.endSession}?tenant=a` })
  const { provider } = createRp(op)
  await provider.metadata()
  const url = new URL(buildEndSessionUrl(provider, { ...leaving, idToken: undefined }) ?? '')
  expect([...url.searchParams.keys()]).toEqual([
    'tenant',
    'client_id',
    'post_logout_redirect_uri',
    'state',
  ])
})

test('there is no end-session URL where the provider has none', async () => {
  op.describe({ end_session_endpoint: undefined })
  const { provider } = createRp(op)
  await provider.metadata()
  expect(buildEndSessionUrl(provider, leaving)).toBeNull()
})

test('leaving asks the provider nothing', () => {
  const { provider } = createRp(op)
  expect(buildEndSessionUrl(provider, leaving)).toBeNull()
  expect(op.received()).toEqual([])
})
