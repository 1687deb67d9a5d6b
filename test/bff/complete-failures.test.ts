import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { Fault, FaultRoute } from '../sandbox/faults.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { tokenRequests } from '../support/requests.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ settings: { PROVIDER_TIMEOUT_SECONDS: '1' } })
})

afterEach(() => stack.sandbox.control.faults.clear())

afterAll(() => stack.close())

const again = '/connect?merchant_vat=DK12345678&scope=webhooks'
const login = { vat: 'DK12345678', scope: 'webhooks' } as const

test('who says no at MobilePay is told that nothing has changed', async () => {
  const browser = stack.browser()
  const answer = await browser.authorize({ ...login, deny: true })
  stack.sandbox.control.clearRequests()
  const page = await readFailurePage(await browser.land(answer), 400)
  expect(page).toMatchObject({ title: 'MobilePay was not connected', wayOn: again })
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect(browser.jar.names()).toEqual([])
})

test.each(['server_error', 'temporarily_unavailable', '<script>alert(1)</script>', ''])(
  'an error “%s” of MobilePay’s is explained in our own words',
  async (error) => {
    const browser = stack.browser()
    const { parameters } = await browser.authorize(login)
    const state = parameters.find(([name]) => name === 'state')?.[1] ?? ''
    const description = 'Call +45 00 00 00 00 <b>now</b>'
    const page = await readFailurePage(
      await browser.complete([
        ['error', error],
        ['error_description', description],
        ['error_uri', 'https://evil.example'],
        ['state', state],
      ]),
      400,
    )
    expect(page).toMatchObject({ title: 'MobilePay could not complete the login', wayOn: again })
    expect(page.html).not.toMatch(/alert|\+45|evil\.example/)
  },
)

test('a code that MobilePay does not take is explained', async () => {
  const browser = stack.browser()
  const answer = await browser.authorize(login)
  stack.sandbox.control.revoke(login.vat)
  const page = await readFailurePage(await browser.land(answer), 400)
  expect(page.wayOn).toBe(again)
  expect(await readSession(browser)).toEqual({ connected: false })
})

const respond = (status: number, contentType: string, body: string): Fault => ({
  kind: 'respond',
  status,
  contentType,
  body,
})

test.each<[what: string, route: FaultRoute, fault: Fault]>([
  ['the token endpoint breaks off', 'token', { kind: 'reset' }],
  ['the token endpoint’s answer is lost', 'token', { kind: 'lose' }],
  ['the token endpoint is too slow', 'token', { kind: 'delay', milliseconds: 1500 }],
  ['the token endpoint says 500', 'token', respond(500, 'text/plain', 'Oops')],
  ['the token endpoint says 503', 'token', respond(503, 'application/json', '{}')],
  ['a gateway answers with HTML', 'token', respond(200, 'text/html', '<h1>Welcome</h1>')],
  ['the token answer is half a document', 'token', respond(200, 'application/json', '{"acce')],
  ['the token answer is empty', 'token', respond(200, 'application/json', '')],
  ['the token answer is endless', 'token', respond(200, 'application/json', 'x'.repeat(300_000))],
])('%s: the login ends on a page that says to try again', async (_what, route, fault) => {
  const browser = stack.browser()
  const answer = await browser.authorize(login)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next(route, fault)
  const response = await browser.land(answer)
  const page = await readFailurePage(response, 503)
  expect(page).toMatchObject({ title: 'MobilePay cannot be reached right now', wayOn: again })
  // A code counts once, so it is not sent again.
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  expect(browser.jar.names()).toEqual([])

  expect((await browser.connect(login)).status).toBe(303)
})

test('without MobilePay’s keys nothing is believed, and no code is sent', async () => {
  const fresh = await startStack({ settings: { PROVIDER_TIMEOUT_SECONDS: '1' } })
  try {
    const browser = fresh.browser()
    const answer = await browser.authorize(login)
    fresh.sandbox.control.faults.next('jwks', respond(502, 'text/html', '<h1>Bad gateway</h1>'), 3)
    await readFailurePage(await browser.land(answer), 503)
    expect(tokenRequests(fresh.sandbox)).toEqual([])
    fresh.sandbox.control.faults.clear()
    expect((await browser.connect(login)).status).toBe(303)
  } finally {
    await fresh.close()
  }
})

test('a login that failed leaves the session that was there', async () => {
  const browser = stack.browser()
  await browser.connect(login)
  const before = await readSession(browser)
  const answer = await browser.authorize({ vat: 'DK87654321' })
  stack.sandbox.control.faults.next('token', { kind: 'reset' })
  await readFailurePage(await browser.land(answer), 503)
  expect(await readSession(browser)).toEqual(before)
})
