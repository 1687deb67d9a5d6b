import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { errorCode } from '../../support/error-body.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readConnected } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

const path = '/api/v1/webhooks'
const down = { kind: 'respond', status: 503, contentType: 'text/plain', body: '' } as const
let stack: Stack
let browser: Browser

// MobilePay has changed its keys, and the new ones cannot be fetched when a refresh answer comes.
beforeEach(async () => {
  stack = await startStack()
  browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  await stack.sandbox.control.rotateKeys()
  stack.sandbox.control.clearRequests()
})

afterEach(() => stack.close())

test('an answer that cannot be checked is kept, and used once it can be', async () => {
  stack.sandbox.control.faults.next('jwks', down, 5)
  const response = await browser.call(path)
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await errorCode(response)).toBe('provider_unavailable')
  expect(await errorCode(await browser.call(path))).toBe('provider_unavailable')
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)

  stack.sandbox.control.faults.clear()
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')
})

test('50 calls that wait for the keys use the one answer', async () => {
  stack.sandbox.control.faults.next('jwks', down)
  expect(await errorCode(await browser.call(path))).toBe('provider_unavailable')
  stack.sandbox.control.faults.clear()
  const headers = { 'x-csrf': '1', cookie: browser.jar.header() ?? '' }
  const responses = await Promise.all(
    Array.from({ length: 50 }, () => fetch(stack.bff.url + path, { headers })),
  )
  for (const { status } of responses) expect(status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})

test('new keys alone disturb nobody', async () => {
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})
