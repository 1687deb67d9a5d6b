import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import { readConnected, readSession } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { advance } from '../../support/time.ts'

const [idle, maximum] = [3600, 3 * 3600]
let stack: Stack

beforeAll(async () => {
  stack = await startStack({
    settings: { SESSION_IDLE_SECONDS: String(idle), SESSION_MAX_SECONDS: String(maximum) },
  })
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'
const untilOf = async (browser: ReturnType<Stack['browser']>) =>
  Date.parse((await readConnected(browser)).sessionExpiresAt)

test('a session that is not used ends in the second that it said', async () => {
  const browser = stack.browser()
  const response = await browser.connect()
  expect(setCookieOf(response, '__Host-Http-mpc')?.maxAge).toBe(idle)
  const { connectedAt, sessionExpiresAt } = await readConnected(browser)
  expect(Date.parse(sessionExpiresAt) - Date.parse(connectedAt)).toBe(idle * 1000)
  advance(stack, idle - 5)
  expect((await readSession(browser)).connected).toBe(true)
  advance(stack, 5)
  expect(await readSession(browser)).toEqual({ connected: false })
  expect(await errorCode(await browser.call(path))).toBe('session_expired')
})

test('using it prolongs it, but not beyond the absolute limit', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { connectedAt } = await readConnected(browser)
  const end = Date.parse(connectedAt) + maximum * 1000
  let last = await untilOf(browser)
  for (let used = 0; used < 4; used += 1) {
    advance(stack, idle / 2 + 60)
    const response = await browser.call(path)
    expect(response.status).toBe(200)
    const until = await untilOf(browser)
    expect(until).toBeGreaterThan(last)
    expect(until).toBeLessThanOrEqual(end)
    const now = stack.bff.deps.now()
    expect(setCookieOf(response, '__Host-Http-mpc')?.maxAge).toBeGreaterThan(until / 1000 - now - 3)
    last = until
  }
  advance(stack, idle / 2 + 60)
  expect((await browser.call(path)).status).toBe(200)
  expect(await untilOf(browser)).toBe(end)
  advance(stack, end / 1000 - stack.bff.deps.now())
  expect(await readSession(browser)).toEqual({ connected: false })
})
