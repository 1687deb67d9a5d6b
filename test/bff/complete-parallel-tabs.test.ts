import { afterAll, beforeAll, expect, test } from 'vitest'

import { readConnected } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test.each([
  ['in the order they were started', [0, 1]],
  ['in reverse', [1, 0]],
])('logins of two tabs both work and never cross, answered %s', async (_what, order) => {
  const browser = stack.browser()
  const tabs = [
    { vat: 'DK12345678', returnTo: '/payments' },
    { vat: 'DK87654321', returnTo: '/subscriptions' },
  ]
  const answers = []
  for (const tab of tabs) answers.push(await browser.authorize(tab))
  for (const index of order) {
    const [answer, tab] = [answers[index], tabs[index]]
    if (answer === undefined || tab === undefined) throw new Error('no such tab')
    const response = await browser.land(answer)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(tab.returnTo)
    expect((await readConnected(browser)).merchant.vat).toBe(tab.vat)
  }
  expect(browser.jar.names().filter((name) => name.includes('-tx-'))).toEqual([])
})

test('both answered in the same moment, each gets its own merchant', async () => {
  const browser = stack.browser()
  const first = await browser.authorize({ vat: 'DK12345678', returnTo: '/a' })
  const second = await browser.authorize({ vat: 'DK87654321', returnTo: '/b' })
  const [one, other] = await Promise.all([browser.land(first), browser.land(second)])
  expect(one.headers.get('location')).toBe('/a')
  expect(other.headers.get('location')).toBe('/b')
  for (const [response, vat] of [
    [one, 'DK12345678'],
    [other, 'DK87654321'],
  ] as const) {
    const alone = stack.browser()
    alone.jar.accept(response.headers.getSetCookie())
    expect((await readConnected(alone)).merchant.vat).toBe(vat)
  }
})
