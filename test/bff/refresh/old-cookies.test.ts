import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { errorCode } from '../../support/error-body.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readConnected } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

const path = '/api/v1/webhooks'
const name = '__Host-Http-mpc'
let stack: Stack

beforeAll(async () => {
  stack = await startStack({ settings: { REFRESH_SUCCESSOR_SECONDS: '3600' } })
})

afterAll(() => stack.close())

/** Connects, renews so many times, and gives the cookie of each generation. */
async function renewTimes(browser: Browser, times: number): Promise<readonly string[]> {
  await browser.connect()
  const cookies = [browser.jar.get(name) ?? '']
  for (let time = 0; time < times; time += 1) {
    advance(stack, accessTokenLifetime)
    expect((await browser.call(path)).status).toBe(200)
    cookies.push(browser.jar.get(name) ?? '')
  }
  return cookies
}

function holding(cookie: string | undefined): Browser {
  const browser = stack.browser()
  browser.jar.set(name, cookie ?? '')
  return browser
}

test('a cookie several generations old finds its way to the newest', async () => {
  const cookies = await renewTimes(stack.browser(), 5)
  stack.sandbox.control.clearRequests()
  for (const cookie of cookies.slice(0, -1)) {
    const late = holding(cookie)
    expect((await late.call(path)).status).toBe(200)
    expect(late.jar.get(name)).toBe(cookies.at(-1))
  }
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('one more than eight generations old is answered “later”, and MobilePay is not asked', async () => {
  const browser = stack.browser()
  const [first, second] = await renewTimes(browser, 9)
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  expect(await errorCode(await holding(first).call(path))).toBe('provider_unavailable')
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect((await browser.call(path)).status).toBe(200)
  const late = holding(second)
  expect(await errorCode(await late.call(path))).toBe('provider_unavailable')
  expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')
})

test('a slow answer to an old cookie does not put an older session into the browser', async () => {
  const browser = stack.browser()
  const [, second = ''] = await renewTimes(browser, 1)
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  // This one is renewed to the third generation, and its API call then takes its time.
  stack.sandbox.control.faults.next('api', { kind: 'delay', milliseconds: 400 })
  const slow = holding(second).call(path)
  const arrived = () =>
    stack.sandbox.control.requests().some((request) => request.path === '/v1/webhooks')
  while (!arrived()) await new Promise(setImmediate)
  advance(stack, accessTokenLifetime)
  expect((await browser.call(path)).status).toBe(200)
  const newest = browser.jar.get(name)
  browser.jar.accept((await slow).headers.getSetCookie())
  expect(browser.jar.get(name)).toBe(newest)
})

test('two generations of different logins never meet', async () => {
  stack.sandbox.control.setRefreshTokens('ReUse')
  const [one, other] = [stack.browser(), stack.browser()]
  const [first] = await renewTimes(one, 1)
  const [second] = await renewTimes(other, 1)
  const before = await readConnected(other)
  expect((await holding(second).call(path)).status).toBe(200)
  expect((await holding(first).call(path)).status).toBe(200)
  expect(await readConnected(other)).toEqual(before)
  stack.sandbox.control.setRefreshTokens('OneTime')
})

test('a cookie whose successor is forgotten ends as expired, as its token is spent', async () => {
  const [first] = await renewTimes(stack.browser(), 1)
  advance(stack, 3600)
  expect(await errorCode(await holding(first).call(path))).toBe('session_expired')
})
