import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Fault } from '../sandbox/faults.ts'
import type { Browser } from '../support/browser.ts'
import { errorCode } from '../support/error-body.ts'
import { apiRequests, tokenRequests } from '../support/requests.ts'
import { readConnected } from '../support/session-state.ts'
import { setCookieOf } from '../support/set-cookies.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'
const unauthorized: Fault = { kind: 'respond', status: 401, contentType: 'text/plain', body: '' }

/** A browser whose access token is good for us and refused by MobilePay. */
async function connectRefused(): Promise<Browser> {
  const browser = stack.browser()
  await browser.connect()
  // Two tokens of one second are the same token, and issuing it again makes it good.
  stack.bff.advance(1)
  stack.sandbox.control.clock.advance(1)
  stack.sandbox.control.rejectAccessTokens()
  stack.sandbox.control.clearRequests()
  return browser
}

const count = () => ({
  api: apiRequests(stack.sandbox).length,
  token: tokenRequests(stack.sandbox).length,
})

test('a 401 of MobilePay’s leads to one refresh and one more try', async () => {
  const browser = await connectRefused()
  const before = browser.jar.get('__Host-Http-mpc')
  const response = await browser.call(path)
  expect(response.status).toBe(200)
  expect(count()).toEqual({ api: 2, token: 1 })
  expect(setCookieOf(response, '__Host-Http-mpc')).toBeDefined()
  expect(browser.jar.get('__Host-Http-mpc')).not.toBe(before)
  const [first, second] = apiRequests(stack.sandbox)
  expect(second?.headers['authorization']).not.toBe(first?.headers['authorization'])
  expect(second?.headers['correlationid']).toBe(first?.headers['correlationid'])
})

test('a write with a body at hand is repeated as it was', async () => {
  const browser = await connectRefused()
  const body = JSON.stringify({ url: 'https://hooks.example/again', events: ['payment.reserved'] })
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-1' }
  const response = await browser.call(path, { method: 'POST', headers, body })
  expect(response.status).toBeLessThan(300)
  expect(count()).toEqual({ api: 2, token: 1 })
  for (const request of apiRequests(stack.sandbox)) {
    expect(request.body).toBe(body)
    expect(request.headers['idempotency-key']).toBe('key-1')
  }
})

test('a write too long to be kept is not repeated; its sender is told to send it again', async () => {
  const browser = await connectRefused()
  const headers = { 'content-type': 'application/json' }
  const filler = ' '.repeat(70_000)
  const body = `{"url":"https://hooks.example/long",${filler}"events":["payment.reserved"]}`
  const response = await browser.call(path, { method: 'POST', headers, body })
  expect(response.headers.get('retry-after')).toBe('1')
  expect(setCookieOf(response, '__Host-Http-mpc')?.maxAge).toBeGreaterThan(0)
  expect(await errorCode(response)).toBe('provider_unavailable')
  expect(count()).toEqual({ api: 1, token: 1 })
  const again = await browser.call(path, { method: 'POST', headers, body })
  expect(again.status).toBeLessThan(300)
})

test('a second 401 says that the consent has ended, and keeps the session', async () => {
  const browser = stack.browser()
  await browser.connect()
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('api', unauthorized, 2)
  const response = await browser.call(path)
  expect(count()).toEqual({ api: 2, token: 1 })
  // The refreshed tokens reach the browser all the same: the old ones are spent.
  expect(setCookieOf(response, '__Host-Http-mpc')?.maxAge).toBeGreaterThan(0)
  expect(await errorCode(response)).toBe('consent_ended')
  expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')
  // MobilePay may have been wrong: the next call works, with what was refreshed.
  stack.sandbox.control.clearRequests()
  expect((await browser.call(path)).status).toBe(200)
  expect(count()).toEqual({ api: 1, token: 0 })
})

test('20 calls that meet a 401 together cause one refresh', async () => {
  const browser = await connectRefused()
  const responses = await Promise.all(Array.from({ length: 20 }, () => browser.call(path)))
  for (const { status } of responses) expect(status).toBe(200)
  expect(count()).toEqual({ api: 40, token: 1 })
})

test('a 401 while MobilePay’s login is away is a 503, and the session stays', async () => {
  const browser = await connectRefused()
  stack.sandbox.control.faults.next('token', { kind: 'reset' })
  const response = await browser.call(path)
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await errorCode(response)).toBe('provider_unavailable')
  expect((await browser.call(path)).status).toBe(200)
})
