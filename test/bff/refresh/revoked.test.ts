import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readSession } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'
const name = '__Host-Http-mpc'

test('a consent that was taken back ends the session at the next refresh', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK12345678' })
  stack.sandbox.control.revoke('DK12345678')
  // The access token still works, as at MobilePay.
  expect((await browser.call(path)).status).toBe(200)
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  const response = await browser.call(path)
  const cookie = setCookieOf(response, name)
  expect(cookie).toMatchObject({ maxAge: 0, value: '' })
  expect(cookie?.attributes).toEqual(['httponly', 'path=/', 'samesite=strict', 'secure'])
  expect(await errorCode(response)).toBe('session_expired')
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  expect(await readSession(browser)).toEqual({ connected: false })
})

test('also where the merchant does it in the portal', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK87654321' })
  await browser.portalUser.revoke('DK87654321')
  advance(stack, accessTokenLifetime)
  expect(await errorCode(await browser.call(path))).toBe('session_expired')
})

test('a copy of the cookie finds the session over, and MobilePay is not asked again', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK11223344' })
  const copy = stack.browser()
  copy.jar.set(name, browser.jar.get(name) ?? '')
  stack.sandbox.control.revoke('DK11223344')
  advance(stack, accessTokenLifetime)
  expect(await errorCode(await browser.call(path))).toBe('session_expired')
  stack.sandbox.control.clearRequests()
  expect((await copy.call(path)).status).toBe(401)
  expect(await readSession(copy)).toEqual({ connected: false })
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('ten calls that meet it together are told the same', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK55667788' })
  stack.sandbox.control.revoke('DK55667788')
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 200 })
  const headers = { 'x-csrf': '1', cookie: browser.jar.header() ?? '' }
  const responses = await Promise.all(
    Array.from({ length: 10 }, () => fetch(stack.bff.url + path, { headers })),
  )
  for (const response of responses) {
    expect(setCookieOf(response, name)?.maxAge).toBe(0)
    expect(await errorCode(response)).toBe('session_expired')
  }
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})

test('an empty 400, as some providers answer a spent token, is an end as well', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK12345678' })
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.faults.next('token', {
    kind: 'respond',
    status: 400,
    contentType: 'application/json',
    body: '',
  })
  expect(await errorCode(await browser.call(path))).toBe('session_expired')
})
