import { afterAll, beforeAll, expect, test } from 'vitest'

import { tokenRequests } from '../../support/requests.ts'
import { readConnected } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'

test('a browser that leaves during a refresh does not lose it', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 200 })
  const leaving = new AbortController()
  const left = browser.call(path, { signal: leaving.signal })
  while (tokenRequests(stack.sandbox).length === 0) await new Promise(setImmediate)
  leaving.abort()
  await expect(left).rejects.toThrow('aborted')

  // It comes back with the old cookie, while the refresh is still under way, and once more later.
  const during = await browser.fetch(path, {
    headers: { 'x-csrf': '1', cookie: browser.jar.header() ?? '' },
  })
  expect(during.status).toBe(200)
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')
})

test('nor where nobody comes back until later', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 100 })
  const leaving = new AbortController()
  const left = browser.call(path, { signal: leaving.signal })
  while (tokenRequests(stack.sandbox).length === 0) await new Promise(setImmediate)
  leaving.abort()
  await expect(left).rejects.toThrow('aborted')
  while (tokenRequests(stack.sandbox)[0]?.status === 0) await new Promise(setImmediate)
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})
