import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { randomId } from '../../../bff/deps.ts'
import { encrypt } from '../../../bff/secret-box.ts'
import { storeIdToken } from '../../../bff/session/id-token-cookie.ts'
import { transactionCookieName } from '../../../bff/session/transaction.ts'
import { readSession } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'

// Another version of this program, with the same keys, may seal other things than this one reads.
let stack: Stack
const data = { something: 'else' }

beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

function inAnHour(): number {
  return stack.bff.deps.now() + 3600
}

test('a session of another version connects nobody, and is no error', async () => {
  const browser = stack.browser()
  browser.jar.set('__Host-Http-mpc', await stack.bff.deps.seals.seal('session', data, inAnHour()))
  expect(await readSession(browser)).toEqual({ connected: false })
})

test('a transaction of another version is none of this browser’s', async () => {
  const browser = stack.browser()
  const state = randomId()
  const seal = await stack.bff.deps.seals.seal('transaction', data, inAnHour())
  browser.jar.set(transactionCookieName(state), seal)
  const answer = await browser.complete([
    ['state', state],
    ['code', 'x'],
  ])
  expect(answer.status).toBe(400)
})

test('an ID token of another version is no hint at the logout', async () => {
  const browser = stack.browser()
  await browser.connect()
  const seal = await stack.bff.deps.seals.seal('id-token', data, inAnHour())
  browser.jar.set('__Host-Http-mpc-id', seal)
  const answer = await browser.call('/auth/logout', { method: 'POST' })
  expect(answer.status).toBe(200)
  expect(await answer.text()).not.toContain('id_token_hint')
})

test('tokens of another version in the store end the session as lost', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { seals, sessions, store } = stack.bff.deps
  const opened = await sessions.open(browser.jar.get('__Host-Http-mpc') ?? '')
  if (opened.kind !== 'open') throw new Error('nobody is connected')
  const { tokens: _tokens, ...rest } = opened.session
  const key = randomBytes(32)
  await store.put('vault:large:0', encrypt(key, JSON.stringify(data)), 3600)
  const large = { ...rest, id: 'large', generation: 0, vaultKey: key.toString('base64url') }
  const holder = stack.browser()
  holder.jar.set('__Host-Http-mpc', await seals.seal('session', large, inAnHour()))
  expect(await readSession(holder)).toEqual({ connected: false })
})

test('an ID token too large for a cookie is not kept: the logout works without its hint', async () => {
  const { seals } = stack.bff.deps
  const cookie = await storeIdToken(seals, 'x'.repeat(4000), inAnHour(), stack.bff.deps.now())
  expect(cookie).toMatch(/^__Host-Http-mpc-id=; Max-Age=0;/)
})

test('nothing can stand behind a seal, nor its version be another', async () => {
  const browser = stack.browser()
  await browser.connect()
  const value = browser.jar.get('__Host-Http-mpc') ?? ''
  for (const other of [
    `${value}0`,
    `${value}~2`,
    `${value}~`,
    value.slice(0, -1),
    `${value.slice(0, -1)}1`,
  ]) {
    const holder = stack.browser()
    holder.jar.set('__Host-Http-mpc', other)
    expect(await readSession(holder)).toEqual({ connected: false })
  }
})
