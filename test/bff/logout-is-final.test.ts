import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../support/error-body.ts'
import { tokenRequests } from '../support/requests.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { accessTokenLifetime, advance } from '../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'
const logOut = (browser: ReturnType<Stack['browser']>) =>
  browser.call('/auth/logout', { method: 'POST' })

test('a copy of the cookie is of no use after the logout', async () => {
  const browser = stack.browser()
  await browser.connect()
  const thief = stack.browser()
  thief.jar.set('__Host-Http-mpc', browser.jar.get('__Host-Http-mpc') ?? '')
  expect((await readSession(thief)).connected).toBe(true)
  await logOut(browser)
  stack.sandbox.control.clearRequests()
  expect(await readSession(thief)).toEqual({ connected: false })
  const response = await thief.call(path)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await errorCode(response)).toBe('not_connected')
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('nor is a copy of an earlier generation', async () => {
  const browser = stack.browser()
  await browser.connect()
  const thief = stack.browser()
  thief.jar.set('__Host-Http-mpc', browser.jar.get('__Host-Http-mpc') ?? '')
  advance(stack, accessTokenLifetime)
  expect((await browser.call(path)).status).toBe(200)
  await logOut(browser)
  stack.sandbox.control.clearRequests()
  expect(await errorCode(await thief.call(path))).toBe('not_connected')
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('a refresh that ends after the logout does not bring the session back', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 300 })
  const slow = browser.call(path)
  while (tokenRequests(stack.sandbox).length === 0) await new Promise(setImmediate)
  await logOut(browser)
  const response = await slow
  expect(response.headers.getSetCookie().filter((line) => !line.includes('Max-Age=0'))).toEqual([])
  expect(await errorCode(response)).toBe('not_connected')
  expect(browser.jar.names()).toEqual([])
})

test('an API answer that comes after the logout does not either', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('api', { kind: 'delay', milliseconds: 300 })
  const slow = browser.call(path)
  const sawCall = () =>
    stack.sandbox.control.requests().some((request) => request.path === '/v1/webhooks')
  while (!sawCall()) await new Promise(setImmediate)
  await logOut(browser)
  expect((await slow).headers.getSetCookie()).toEqual([])
  expect(browser.jar.names()).toEqual([])
  expect(await readSession(browser)).toEqual({ connected: false })
})

test('other sessions of the same merchant go on', async () => {
  stack.sandbox.control.setRefreshTokens('ReUse')
  const [one, other] = [stack.browser(), stack.browser()]
  await one.connect()
  await other.connect()
  await logOut(one)
  advance(stack, accessTokenLifetime)
  expect((await other.call(path)).status).toBe(200)
  stack.sandbox.control.setRefreshTokens('OneTime')
})
