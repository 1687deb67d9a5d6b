import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Session } from '#shared/api.ts'

import { errorCode } from '../../support/error-body.ts'
import { readSession } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const name = '__Host-Http-mpc'

async function sealed(): Promise<string> {
  const browser = stack.browser()
  await browser.connect()
  return browser.jar.get(name) ?? ''
}

function holding(value: string) {
  const browser = stack.browser()
  browser.jar.set(name, value)
  return browser
}

test('a cookie altered anywhere connects nobody, and is no error', async () => {
  const value = await sealed()
  const original = await readSession(holding(value))
  expect(original.connected).toBe(true)
  const connected: Session[] = []
  for (let step = 0; step < 200; step += 1) {
    const at = Math.floor((step * value.length) / 200)
    const flipped = value[at] === 'A' ? 'B' : 'A'
    const session = await readSession(holding(value.slice(0, at) + flipped + value.slice(at + 1)))
    if (session.connected) connected.push(session)
  }
  // The last character of a base64url text may hold bits that mean nothing.
  expect(connected.length).toBeLessThanOrEqual(5)
  expect(connected).toEqual(connected.map(() => original))
})

test('the proxy lets none of them through', async () => {
  const value = await sealed()
  stack.sandbox.control.clearRequests()
  for (let at = 20; at < value.length; at += 400) {
    const flipped = value[at] === 'A' ? 'B' : 'A'
    const browser = holding(value.slice(0, at) + flipped + value.slice(at + 1))
    const response = await browser.call('/api/v1/webhooks')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await errorCode(response)).toBe('session_expired')
  }
  expect(stack.sandbox.control.requests()).toEqual([])
})

test.each([
  '',
  'x',
  '*',
  'null',
  'Fe26.2',
  'Fe26.2*1*',
  'Fe26.2*1*a*b*c*d*e*f~2',
  'Fe26.2*1********',
  'Fe26.2*99999999999999999999*a*b*c**d*e~2',
  'Fe26.2*__proto__*a*b*c**d*e~2',
  'Fe26.2*constructor*a*b*c**d*e~2',
  '%00%FF',
  '"quoted"',
  `Fe26.2*1*${'a'.repeat(5000)}`,
  '='.repeat(100),
])('the cookie “%s” connects nobody, and is no error', async (value) => {
  expect(await readSession(holding(value))).toEqual({ connected: false })
})

test('a seal cut short or with the halves of two connects nobody', async () => {
  const [one, other] = [await sealed(), await sealed()]
  const parts = one.split('*')
  const others = other.split('*')
  const mixtures = parts.map((_part, index) => parts.with(index, others[index] ?? '').join('*'))
  const differing = mixtures.filter((mixture) => mixture !== one)
  expect(differing.length).toBeGreaterThan(3)
  for (const value of [one.slice(0, -10), one.slice(1), ...differing]) {
    expect(await readSession(holding(value))).toEqual({ connected: false })
  }
  // What follows its end is no part of a seal: read or refused, it changes nothing.
  expect([{ connected: false }, await readSession(holding(one))]).toContainEqual(
    await readSession(holding(one + other)),
  )
})
