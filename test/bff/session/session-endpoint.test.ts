import { afterAll, beforeAll, expect, test } from 'vitest'

import { readConnected, readSession } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test('a browser that nobody connected in says so, and nothing is asked of MobilePay', async () => {
  stack.sandbox.control.clearRequests()
  expect(await readSession(stack.browser())).toEqual({ connected: false })
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('a connected one tells who, which products, and until when', async () => {
  const browser = stack.browser()
  const before = Math.floor(Date.now() / 1000) * 1000
  await browser.connect()
  const session = await readConnected(browser)
  expect(session.merchant).toEqual({
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
    vat: 'DK12345678',
  })
  expect(session.scopes).toEqual([
    'subscriptions',
    'invoice',
    'merchantpayments',
    'transactionreporting',
    'webhooks',
  ])
  const { connectedAt, accessTokenExpiresAt, sessionExpiresAt } = session
  for (const time of [connectedAt, accessTokenExpiresAt, sessionExpiresAt]) {
    expect(new Date(time).toISOString()).toBe(time)
  }
  const connected = Date.parse(connectedAt)
  expect(connected).toBeGreaterThanOrEqual(before)
  expect(connected).toBeLessThanOrEqual(Date.now())
  expect(Date.parse(accessTokenExpiresAt)).toBe(connected + 300_000)
  expect(Date.parse(sessionExpiresAt)).toBe(connected + 30 * 86_400_000)
})

test('products that the merchant left unticked are not among them', async () => {
  // Aino has not allowed anything yet, so her portal asks.
  const browser = stack.browser('aino@example.fi')
  await browser.connect({ vat: 'FI12345678', allow: ['webhooks', 'invoice'] })
  expect((await readConnected(browser)).scopes).toEqual(['invoice', 'webhooks'])
})

test('products that were not asked for are not either', async () => {
  const browser = stack.browser()
  await browser.connect({ scope: 'transactionreporting' })
  expect((await readConnected(browser)).scopes).toEqual(['transactionreporting'])
})

test('it has no member beyond the contract, and nothing that looks like a token', async () => {
  const browser = stack.browser()
  await browser.connect()
  const response = await browser.call('/auth/session')
  const text = await response.text()
  expect([...text.matchAll(/[{,]"(\w+)":/g)].map(([, name = '']) => name).toSorted()).toEqual([
    'accessTokenExpiresAt',
    'connected',
    'connectedAt',
    'environment',
    'id',
    'merchant',
    'scopes',
    'sessionExpiresAt',
    'subject',
    'vat',
  ])
  expect(text).not.toMatch(/eyJ|[\da-f]{64}|Fe26/)
  expect(response.headers.getSetCookie()).toEqual([])
})

test('its answer is for this page and this moment only', async () => {
  const { headers } = await stack.browser().call('/auth/session')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('content-type')).toMatch(/^application\/json/)
})

test('an installation that may not ask for every product says which, to everyone', async () => {
  const few = await startStack({ settings: { MOBILEPAY_SCOPES: 'webhooks invoice' } })
  try {
    const browser = few.browser()
    const offered = ['invoice', 'webhooks']
    expect(await readSession(browser)).toEqual({ connected: false, offered })
    await browser.connect()
    expect((await readConnected(browser)).offered).toEqual(offered)
  } finally {
    await few.close()
  }
})
