import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { errorCode, readError } from '../support/error-body.ts'
import { rawRequest } from '../support/raw-request.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

beforeEach(() => {
  stack.sandbox.control.clearRequests()
})

afterAll(() => stack.close())

const sent = () => stack.sandbox.control.requests()
const path = '/api/v1/webhooks'

test('who is not connected is told so, and MobilePay is not asked', async () => {
  expect(await errorCode(await stack.browser().call(path))).toBe('not_connected')
  expect(sent()).toEqual([])
})

test('a product that was not allowed is named, and MobilePay is not asked', async () => {
  const browser = stack.browser()
  await browser.connect({ scope: 'webhooks' })
  stack.sandbox.control.clearRequests()
  const error = await readError(await browser.call('/api/v3/reporting/transactions'))
  expect(error).toMatchObject({ code: 'scope_missing', scope: 'transactionreporting' })
  expect(sent()).toEqual([])
  expect((await browser.call(path)).status).toBe(200)
})

test.each([
  '/api/v1/unknown',
  '/api/v1/webhooks/',
  '/api/v1/webhooks/not-a-guid',
  '/api//v1/webhooks',
  '/api/merchant-authentication-openidconnect/connect/token',
])('%s is unknown, before any cookie is opened', async (unknown) => {
  const browser = stack.browser()
  // This one would be `session_expired` if anybody looked at it.
  browser.jar.set('__Host-Http-mpc', 'Fe26.2*1*x')
  expect(await errorCode(await browser.call(unknown))).toBe('unknown_operation')
  expect(sent()).toEqual([])
})

test.each([
  '/api/v1/webhooks/../payments',
  '/api/v1/webhooks/%2e%2e/payments',
  '/api/v1%2fwebhooks',
])('%s, which `fetch` would tidy up, is unknown as well', async (target) => {
  const headers = { 'x-csrf': '1', cookie: '__Host-Http-mpc=Fe26.2*1*x' }
  const answer = await rawRequest(stack.bff.url, target, { headers })
  expect(answer.status).toBe(404)
  expect(answer.headers['x-mpc-error']).toBe('unknown_operation')
  expect(sent()).toEqual([])
})

test('a known path with another method says which methods there are', async () => {
  const response = await stack.browser().call(path, { method: 'DELETE' })
  expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(['GET', 'POST'])
  expect(await errorCode(response)).toBe('method_not_allowed')
})

test.each(['/auth/session', '/auth/logout', '/auth/complete', '/auth/login'])(
  '%s with another method says which there are',
  async (known) => {
    const response = await stack.browser().call(known, { method: 'DELETE' })
    expect(response.headers.get('allow')).toMatch(/^(GET|POST)/)
    expect(await errorCode(response)).toBe('method_not_allowed')
  },
)

test.each(['/auth/unknown', '/auth/session/x', '/auth/SESSION'])(
  '%s is unknown',
  async (unknown) => {
    expect(await errorCode(await stack.browser().call(unknown))).toBe('unknown_operation')
  },
)

test.each(['?unknown=1', '?pagesize=1&pagesize=2', '?PageSize=1', '?pagesize=%00'])(
  'the query %s is no query of ours',
  async (query) => {
    const browser = stack.browser()
    expect(await errorCode(await browser.call(`/api/v3/reporting/transactions${query}`))).toBe(
      'invalid_request',
    )
    expect(sent()).toEqual([])
  },
)

test('a 4xx of MobilePay’s passes as it is, and is not taken for one of ours', async () => {
  const browser = stack.browser()
  await browser.connect()
  const response = await browser.call('/api/v1/webhooks/0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01')
  expect(response.status).toBe(404)
  expect(response.headers.get('x-mpc-error')).toBeNull()
  const refused = await browser.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: 'http://plain.example', events: [] }),
  })
  expect(refused.status).toBe(400)
  expect(refused.headers.get('x-mpc-error')).toBeNull()
  expect(await refused.json()).toMatchObject({ origin: 'WBH' })
})

test('MobilePay away from the APIs is a 502, and the session stays', async () => {
  const browser = stack.browser()
  await browser.connect()
  stack.sandbox.control.faults.next('api', { kind: 'reset' }, 3)
  const response = await browser.call(path)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await errorCode(response)).toBe('upstream_unavailable')
  expect((await browser.call(path)).status).toBe(200)
})

test('an error of ours is a page’s own, and tells nothing of our insides', async () => {
  const response = await stack.browser().call(path)
  const text = JSON.stringify(await readError(response))
  expect(text).not.toMatch(/\.ts\b|node_modules|stack|Error:/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})
