import { afterAll, beforeAll, expect, test } from 'vitest'

import { alterSession } from '../../support/altered-session.ts'
import { errorCode } from '../../support/error-body.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readConnected, readSession } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { advance } from '../../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'

async function connect() {
  const browser = stack.browser()
  await browser.connect()
  await alterSession(stack, browser, (session) => ({
    ...session,
    tokens: { ...session.tokens, refreshToken: null },
  }))
  stack.sandbox.control.clearRequests()
  return browser
}

test('a session without a refresh token lives exactly as long as its access token', async () => {
  const browser = await connect()
  const { accessTokenExpiresAt, sessionExpiresAt } = await readConnected(browser)
  expect(sessionExpiresAt).toBe(accessTokenExpiresAt)
  expect((await browser.call(path)).status).toBe(200)
  advance(stack, 300)
  expect(await readSession(browser)).toEqual({ connected: false })
  expect(await errorCode(await browser.call(path))).toBe('session_expired')
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('when MobilePay refuses its token it ends, because nothing can renew it', async () => {
  const browser = await connect()
  stack.sandbox.control.rejectAccessTokens()
  const response = await browser.call(path)
  expect(setCookieOf(response, '__Host-Http-mpc')?.maxAge).toBe(0)
  expect(await errorCode(response)).toBe('consent_ended')
  expect(tokenRequests(stack.sandbox)).toEqual([])
})
