import { afterAll, beforeAll, expect, test } from 'vitest'

import { readFailurePage } from '../support/failure-page.ts'
import { tokenRequests } from '../support/requests.ts'
import { readConnected, readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { advance } from '../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const title = 'This login cannot be finished here'

test('a response to another browser’s login is refused and causes no token request', async () => {
  const response = await stack.browser().authorize()
  stack.sandbox.control.clearRequests()
  const other = stack.browser()
  const page = await readFailurePage(await other.land(response), 400)
  expect(page).toMatchObject({ title, wayOn: '/connect' })
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect(await readSession(other)).toEqual({ connected: false })
})

test('also where that browser has a login of its own under way, which still ends well', async () => {
  const attacker = await stack.browser().authorize({ vat: 'DK87654321' })
  const victim = stack.browser()
  const own = await victim.authorize({ vat: 'DK12345678' })
  await readFailurePage(await victim.land(attacker), 400)
  expect((await victim.land(own)).status).toBe(303)
  expect((await readConnected(victim)).merchant.vat).toBe('DK12345678')
})

test('somebody who is connected stays connected as who he is', async () => {
  const victim = stack.browser()
  await victim.connect({ vat: 'DK12345678' })
  const before = await readConnected(victim)
  const attacker = await stack.browser().authorize({ vat: 'DK87654321' })
  stack.sandbox.control.clearRequests()
  const response = await victim.land(attacker)
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect(await readConnected(victim)).toEqual(before)
})

test('the transaction cookie of another browser is of no use under another state', async () => {
  const [attacker, victim] = [stack.browser(), stack.browser()]
  const attack = await attacker.authorize()
  const own = await victim.authorize()
  const [attackName = ''] = attacker.jar.names()
  const [ownName = ''] = victim.jar.names()
  victim.jar.set(attackName, victim.jar.get(ownName) ?? '')
  stack.sandbox.control.clearRequests()
  expect((await readFailurePage(await victim.land(attack), 400)).title).toBe(title)
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect((await victim.land(own)).status).toBe(303)
})

test('after ten minutes a login has to be started again', async () => {
  const browser = stack.browser()
  const response = await browser.authorize()
  advance(stack, 601)
  stack.sandbox.control.clearRequests()
  const page = await readFailurePage(await browser.land(response), 400)
  expect(page.title).toBe(title)
  expect(page.text).toContain('ten minutes')
  expect(tokenRequests(stack.sandbox)).toEqual([])
  // The way on works, from the same browser.
  expect((await browser.connect()).status).toBe(303)
})

test('going back to MobilePay’s page after the login leads to the console, not to an error', async () => {
  const browser = stack.browser()
  const response = await browser.authorize({ returnTo: '/payments' })
  await browser.land(response)
  const before = await readConnected(browser)
  const again = await browser.land(response)
  expect(again.status).toBe(303)
  expect(again.headers.get('location')).toBe('/')
  expect(await readConnected(browser)).toEqual(before)
})
