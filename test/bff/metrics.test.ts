import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'
import { advance } from '../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const read = async (headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${stack.bff.url}/metrics`, { headers })

test('they count logins, calls by operation, refreshes and ends of sessions', async () => {
  const browser = stack.browser()
  await browser.connect()
  await browser.call('/api/v1/webhooks')
  stack.bff.advance(290)
  await browser.call('/api/v1/webhooks')
  await browser.call('/auth/logout', { method: 'POST' })
  const response = await read()
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/)
  const text = await response.text()
  expect(text).toContain('mpc_sessions_opened_total 1\n')
  expect(text).toContain('mpc_sessions_ended_total{reason="logout"} 1\n')
  expect(text).toContain('mpc_refresh_total{outcome="refreshed"} 1\n')
  expect(text).toContain(
    'mpc_request_duration_seconds_count{operation="webhooks.list",status="2xx"} 2\n',
  )
  expect(text).toContain('mpc_store_up 1\n')
  expect(text).toContain('mpc_provider_up 1\n')
})

const providerUp = async () => /^mpc_provider_up (\d)$/m.exec(await (await read()).text())?.[1]
const failing = { kind: 'respond', status: 503, contentType: 'text/plain', body: '' } as const
const refusing = {
  kind: 'respond',
  status: 400,
  contentType: 'application/json',
  body: '{"error":"invalid_grant"}',
} as const

test.each([
  ['is away', { kind: 'reset' } as const],
  ['answers 503', failing],
])(
  'while MobilePay’s token endpoint %s the provider is down, until it answers',
  async (_, fault) => {
    const browser = stack.browser()
    await browser.connect()
    expect(await providerUp()).toBe('1')
    advance(stack, 290)
    stack.sandbox.control.faults.next('token', fault)
    expect((await browser.call('/api/v1/webhooks')).status).toBe(503)
    expect(await providerUp()).toBe('0')
    const ready = await fetch(`${stack.bff.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([200, { provider: 'degraded', store: 'ok' }])
    expect((await browser.call('/api/v1/webhooks')).status).toBe(200)
    expect(await providerUp()).toBe('1')
  },
)

test('a provider that nobody calls any more is looked at again, when somebody asks', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, 290)
  stack.sandbox.control.faults.next('token', failing)
  expect((await browser.call('/api/v1/webhooks')).status).toBe(503)
  stack.bff.advance(10)
  await expect
    .poll(async () => (await fetch(`${stack.bff.url}/readyz`)).json())
    .toEqual({ provider: 'ok', store: 'ok' })
  expect(await providerUp()).toBe('1')
})

test('a provider that cannot serve its keys is down too, and one that refuses is not', async () => {
  const browser = stack.browser()
  await browser.connect()
  await stack.sandbox.control.rotateKeys()
  stack.sandbox.control.faults.next('jwks', failing)
  const other = stack.browser()
  expect((await other.land(await other.authorize())).status).toBe(503)
  expect(await providerUp()).toBe('0')
  advance(stack, 290)
  stack.sandbox.control.faults.next('token', refusing)
  expect((await browser.call('/api/v1/webhooks')).status).toBe(401)
  expect(await providerUp()).toBe('1')
})

test('a cookie that does not open is counted by its reason', async () => {
  const browser = stack.browser()
  const [mac, word] = ['0'.repeat(64), 'a'.repeat(22)]
  const sealed = `Fe26.2*9*${mac}*${word}*${word}**${mac}*${'a'.repeat(43)}~2`
  browser.jar.set('__Host-Http-mpc', sealed)
  await browser.call('/api/v1/webhooks')
  const text = await (await read()).text()
  expect(text).toContain('mpc_session_cookies_refused_total{reason="unknown_key"} 1\n')
})

test.each([
  ['x-forwarded-for', '203.0.113.7'],
  ['forwarded', 'for=203.0.113.7'],
])('whoever comes through a proxy on this machine does not get them: %s', async (name, value) => {
  const response = await read({ [name]: value })
  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('mpc_')
})
