import { createHash } from 'node:crypto'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { setCookieOf } from '../support/set-cookies.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

async function start(query: string) {
  const response = await stack.browser().fetch(`/auth/login?${query}`)
  const location = new URL(response.headers.get('location') ?? '')
  return { response, location, asked: location.searchParams }
}

test('a login is a 303 to MobilePay with a hybrid request for the merchant', async () => {
  const { response, location, asked } = await start('merchant_vat=DK12345678')
  expect(response.status).toBe(303)
  expect(location.origin).toBe(stack.sandbox.portalUrl)
  expect(location.pathname).toBe('/account/connect/authorize')
  expect([...asked.keys()].toSorted()).toEqual([
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'merchant_vat',
    'nonce',
    'redirect_uri',
    'response_mode',
    'response_type',
    'scope',
    'state',
  ])
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code id_token',
    response_mode: 'form_post',
    client_id: stack.sandbox.settings.MOBILEPAY_CLIENT_ID,
    redirect_uri: `${stack.bff.url}/auth/callback`,
    code_challenge_method: 'S256',
    merchant_vat: 'DK12345678',
  })
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('the space of “code id_token” is %20, as in MobilePay’s samples', async () => {
  const { location } = await start('merchant_vat=DK12345678')
  expect(location.search).toContain('response_type=code%20id_token')
})

test('the transaction lives in one strict cookie named after its state', async () => {
  const { response, asked } = await start('merchant_vat=DK12345678')
  const state = asked.get('state') ?? ''
  const id = createHash('sha256').update(state).digest('base64url').slice(0, 12)
  expect(response.headers.getSetCookie()).toHaveLength(1)
  const cookie = setCookieOf(response, `__Host-Http-mpc-tx-${id}`)
  expect(cookie?.maxAge).toBe(600)
  expect(cookie?.attributes).toEqual(['httponly', 'path=/', 'samesite=strict', 'secure'])
})

test('the cookie shows neither state, nonce nor anything else it holds', async () => {
  const { response, asked } = await start('merchant_vat=DK12345678&return_to=/payments')
  const [cookie = ''] = response.headers.getSetCookie()
  for (const name of ['state', 'nonce', 'code_challenge', 'merchant_vat']) {
    const value = asked.get(name) ?? ''
    expect(cookie).not.toContain(value)
    expect(cookie).not.toContain(Buffer.from(value).toString('base64url').slice(0, -2))
  }
})

test.each([
  [
    '',
    'openid subscriptions invoice merchantpayments transactionreporting webhooks offline_access',
  ],
  ['&scope=webhooks', 'openid webhooks offline_access'],
  ['&scope=webhooks+subscriptions', 'openid subscriptions webhooks offline_access'],
  ['&scope=invoice%20%20invoice', 'openid invoice offline_access'],
])('login%s asks for “%s”', async (scope, wanted) => {
  const { asked } = await start(`merchant_vat=FI12345678${scope}`)
  expect(asked.get('scope')).toBe(wanted)
})

test('the browser may say that it navigates from our own page, from nowhere, or nothing', async () => {
  for (const site of ['same-origin', 'none']) {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-dest': 'document' }
    const response = await stack.browser().fetch('/auth/login?merchant_vat=DK12345678', { headers })
    expect(response.headers.get('location')).toContain(stack.sandbox.portalUrl)
  }
})
