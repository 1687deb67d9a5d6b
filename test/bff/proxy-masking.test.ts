import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Browser } from '../support/browser.ts'
import { apiRequests } from '../support/requests.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  browser = stack.browser()
  // The merchant with subscriptions; its provider has credentials.
  await browser.connect({ vat: 'DK87654321' })
})

afterAll(() => stack.close())

const hidden = '********'
const reveal = { 'x-reveal': '1' }

async function providerPath(): Promise<string> {
  const response = await browser.call('/api/subscriptions/api/merchants/me')
  const text = await response.text()
  const id = /"SubscriptionProviderId":"([^"]+)"/.exec(text)?.[1] ?? ''
  expect(id).not.toBe('')
  return `/api/subscriptions/api/providers/${id}`
}

/** The values of all members of that name, at any depth. */
function valuesOf(json: string, name: string): readonly unknown[] {
  const found: unknown[] = []
  JSON.parse(json, (key, value: unknown) => {
    if (key === name) found.push(value)
    return value
  })
  return found
}

test('signature keys of webhooks are hidden, everything else is there', async () => {
  const response = await browser.call('/api/v1/webhooks')
  const text = await response.text()
  const keys = valuesOf(text, 'signatureKey')
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) expect(key).toBe(hidden)
  for (const url of valuesOf(text, 'url')) expect(url).toMatch(/^https:/)
  expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(text))
  expect(response.headers.get('etag')).toBeNull()
})

test('also of the one that has just been made', async () => {
  const response = await browser.call('/api/v1/webhooks', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: 'https://hooks.example/masking', events: ['payment.reserved'] }),
  })
  expect(response.status).toBeLessThan(300)
  expect(valuesOf(await response.text(), 'signatureKey')).toEqual([hidden])
})

test('credentials of a provider are hidden', async () => {
  const response = await browser.call(await providerPath())
  expect(response.status).toBe(200)
  const [credentials] = valuesOf(await response.text(), 'credentials')
  expect(credentials).toMatchObject({ key: hidden, scheme: hidden })
})

test('X-Reveal shows both, and does not go to MobilePay', async () => {
  const webhooks = await browser.call('/api/v1/webhooks', { headers: reveal })
  for (const key of valuesOf(await webhooks.text(), 'signatureKey')) expect(key).not.toBe(hidden)
  stack.sandbox.control.clearRequests()
  const provider = await browser.call(await providerPath(), { headers: reveal })
  const [credentials] = valuesOf(await provider.text(), 'credentials')
  expect(JSON.stringify(credentials)).not.toContain(hidden)
  for (const { headers } of apiRequests(stack.sandbox)) {
    expect(headers['x-reveal']).toBeUndefined()
    expect(headers['x-csrf']).toBeUndefined()
    expect(headers['cookie']).toBeUndefined()
  }
})

test.each(['0', 'true', '', '1, 1'])('X-Reveal: %s shows nothing', async (value) => {
  const response = await browser.call('/api/v1/webhooks', { headers: { 'x-reveal': value } })
  for (const key of valuesOf(await response.text(), 'signatureKey')) expect(key).toBe(hidden)
})

test.each([
  ['text/html', '<h1>signatureKey: a secret</h1>'],
  ['application/json', '{"signatureKey":"a secret'],
  ['application/json', '[{"signatureKey":"a secret"}] trailing'],
])('an answer of %s that cannot be masked is not passed on', async (contentType, body) => {
  stack.sandbox.control.faults.next('api', { kind: 'respond', status: 200, contentType, body }, 3)
  const response = await browser.call('/api/v1/webhooks')
  stack.sandbox.control.faults.clear()
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('a secret')
})
