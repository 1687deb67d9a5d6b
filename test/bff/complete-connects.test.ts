import { afterAll, beforeAll, expect, test } from 'vitest'

import { formMember, tokenRequests } from '../support/requests.ts'
import { readConnected } from '../support/session-state.ts'
import { readSetCookies } from '../support/set-cookies.ts'
import { type Stack, startStack } from '../support/stack.ts'

const stacks = new Map<string, Stack>()

beforeAll(async () => {
  for (const mode of ['form_post', 'fragment']) {
    stacks.set(mode, await startStack({ settings: { MOBILEPAY_RESPONSE_MODE: mode } }))
  }
})

afterAll(async () => {
  for (const stack of stacks.values()) await stack.close()
})

function stackFor(mode: string): Stack {
  const stack = stacks.get(mode)
  if (stack === undefined) throw new Error(`no stack for ${mode}`)
  return stack
}

const strict = ['httponly', 'path=/', 'samesite=strict', 'secure']

test.each(['form_post', 'fragment'])(
  'a login by %s ends connected, where it was to end',
  async (mode) => {
    const stack = stackFor(mode)
    const browser = stack.browser()
    const answer = await browser.authorize({ returnTo: '/payments?from=2026-01-01#top' })
    expect(answer.mode).toBe(mode)
    const response = await browser.land(answer)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/payments?from=2026-01-01#top')
    expect(await readConnected(browser)).toMatchObject({
      merchant: { vat: 'DK12345678', id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01' },
      subject: 'c0ffee00-1111-4222-8333-000000000001',
      environment: 'custom',
    })
  },
)

test('it ends on the start page where no other was named', async () => {
  const response = await stackFor('form_post').browser().connect()
  expect(response.headers.get('location')).toBe('/')
})

test('the session, the ID token and the spent transaction are strict cookies of the whole host', async () => {
  const browser = stackFor('form_post').browser()
  const answer = await browser.authorize()
  const [transaction = ''] = browser.jar.names()
  const cookies = readSetCookies(await browser.land(answer))
  expect(cookies.map(({ name }) => name).toSorted()).toEqual(
    ['__Host-Http-mpc', '__Host-Http-mpc-id', transaction].toSorted(),
  )
  for (const { attributes } of cookies) expect(attributes).toEqual(strict)
  const maxAges = Object.fromEntries(cookies.map(({ name, maxAge }) => [name, maxAge]))
  expect(maxAges).toEqual({
    '__Host-Http-mpc': 30 * 86_400,
    '__Host-Http-mpc-id': 395 * 86_400,
    [transaction]: 0,
  })
  expect(browser.jar.names().toSorted()).toEqual(['__Host-Http-mpc', '__Host-Http-mpc-id'])
})

test('each Set-Cookie is small enough for every browser', async () => {
  const response = await stackFor('form_post').browser().connect()
  for (const line of response.headers.getSetCookie()) expect(line.length).toBeLessThan(4096)
})

test('the code is exchanged once, by an authenticated client, with the verifier', async () => {
  const stack = stackFor('form_post')
  const browser = stack.browser()
  stack.sandbox.control.clearRequests()
  await browser.connect()
  const [request, ...others] = tokenRequests(stack.sandbox)
  expect(others).toEqual([])
  if (request === undefined) throw new Error('no token request')
  expect(request.headers['authorization']).toBeUndefined()
  expect(request.query).toBe('')
  const { MOBILEPAY_CLIENT_ID: id, MOBILEPAY_CLIENT_SECRET: secret } = stack.sandbox.settings
  expect(formMember(request, 'grant_type')).toBe('authorization_code')
  expect(formMember(request, 'client_id')).toBe(id)
  expect(formMember(request, 'client_secret')).toBe(secret)
  expect(formMember(request, 'redirect_uri')).toBe(`${stack.bff.url}/auth/callback`)
  expect(formMember(request, 'code_verifier')).toMatch(/^[\w-]{43}$/)
})

test('a Finnish merchant connects as well', async () => {
  const browser = stackFor('form_post').browser('aino@example.fi')
  await browser.connect({ vat: 'FI12345678' })
  expect((await readConnected(browser)).merchant.vat).toBe('FI12345678')
})

test('reconnecting replaces the session, and the one before cannot come back', async () => {
  const stack = stackFor('form_post')
  const browser = stack.browser()
  await browser.connect({ vat: 'DK12345678' })
  const copy = browser.jar.get('__Host-Http-mpc') ?? ''
  await browser.connect({ vat: 'DK87654321' })
  expect((await readConnected(browser)).merchant.vat).toBe('DK87654321')
  const thief = stack.browser()
  thief.jar.set('__Host-Http-mpc', copy)
  expect(await (await thief.call('/auth/session')).json()).toEqual({ connected: false })
})
