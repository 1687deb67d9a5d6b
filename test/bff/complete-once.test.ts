import { afterAll, beforeAll, expect, test } from 'vitest'

import { encodeForm } from '../support/encode-form.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { tokenRequests } from '../support/requests.ts'
import { readConnected, readSession } from '../support/session-state.ts'
import { setCookieOf } from '../support/set-cookies.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

/** Posts with the cookies that the browser had before any answer came. */
function postAsBefore(parameters: readonly (readonly [string, string])[], cookie: string) {
  return fetch(`${stack.bff.url}/auth/complete`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: stack.bff.url, cookie },
    body: encodeForm(parameters),
  })
}

async function readSessionOf(response: Response) {
  const browser = stack.browser()
  browser.jar.set('__Host-Http-mpc', setCookieOf(response, '__Host-Http-mpc')?.value ?? '')
  return readConnected(browser)
}

test('ten posts of one response at once make one token request and have one answer', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize({ returnTo: '/payments' })
  const cookie = browser.jar.header() ?? ''
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 100 })
  const responses = await Promise.all(
    Array.from({ length: 10 }, () => postAsBefore(parameters, cookie)),
  )
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  const sessions = await Promise.all(responses.map(readSessionOf))
  for (const [index, response] of responses.entries()) {
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/payments')
    expect(sessions[index]).toEqual(sessions[0])
  }
})

test('a post that comes again later has the first one’s answer and makes no token request', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize({ returnTo: '/payments' })
  const cookie = browser.jar.header() ?? ''
  const first = await postAsBefore(parameters, cookie)
  stack.sandbox.control.clearRequests()
  const second = await postAsBefore(parameters, cookie)
  expect(second.status).toBe(303)
  expect(second.headers.get('location')).toBe('/payments')
  expect(await readSessionOf(second)).toEqual(await readSessionOf(first))
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('what comes again after a logout does not bring the session back', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize()
  const cookie = browser.jar.header() ?? ''
  await browser.complete(parameters)
  await browser.call('/auth/logout', { method: 'POST' })
  stack.sandbox.control.clearRequests()
  const again = await postAsBefore(parameters, cookie)
  browser.jar.accept(again.headers.getSetCookie())
  expect(await readSession(browser)).toEqual({ connected: false })
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('a response whose checks failed fails again, without a token request', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize()
  const cookie = browser.jar.header() ?? ''
  stack.sandbox.control.clearRequests()
  const altered = parameters.map(
    ([name, value]) => [name, name === 'code' ? `${value}x` : value] as const,
  )
  const page = await readFailurePage(await postAsBefore(altered, cookie), 400)
  expect(page.title).toBe('The answer from MobilePay could not be trusted')
  // The right one is too late now: a state counts once.
  const again = await readFailurePage(await postAsBefore(parameters, cookie), 400)
  expect(again.title).toBe(page.title)
  expect(tokenRequests(stack.sandbox)).toEqual([])
})
