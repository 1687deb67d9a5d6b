import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import {
  answeredLogin,
  connectFrame,
  type Frame,
  readFramedSession,
  readRedeemed,
} from '../../support/frame.ts'
import { advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack({ sandbox: { refreshTokens: 'ReUse' } })
})

afterAll(() => stack.close())

const otherId = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1cff'
const seeded = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01'

/** Makes the frame's session one of another business with the same VAT number. */
async function alterFramed(frame: Frame): Promise<void> {
  const { sessions } = stack.bff.deps
  const name = '__Host-Http-mpc-e'
  const held = frame.memory.get('x-mpc-session')
  const purpose = held === undefined ? 'session' : 'cookieless-session'
  const opened = await sessions.open(held ?? frame.jar.get(name) ?? '', purpose)
  if (opened.kind !== 'open') throw new Error('nobody is connected in this frame')
  const { session } = opened
  const tokens = { ...session.tokens, merchantId: otherId }
  const sealed = await sessions.seal({ ...session, tokens })
  if (held === undefined) frame.jar.set(name, sealed)
  else frame.memory.set('x-mpc-session', sealed)
}

/** A frame that is connected to one business, and has the answer for another one. */
async function reconnect(cookieless = false) {
  const [frame, tab] = [stack.frame('acme', { cookieless }), stack.tab()]
  await connectFrame(frame, tab)
  await alterFramed(frame)
  const { hid, ticket } = await answeredLogin(frame, tab)
  const answer = await readRedeemed(await frame.redeem(hid, ticket))
  expect(answer).toMatchObject({ connected: false, reason: 'other_business' })
  return { frame, key: answer.connected ? '' : (answer.replacement ?? '') }
}

const merchantOf = async (frame: Frame) => {
  const session = await readFramedSession(frame)
  return session.connected ? session.merchant.id : null
}
const replace = (frame: Frame, replacement: string) => frame.post('/auth/redeem', { replacement })

test.each([
  ['with cookies', false],
  ['without cookies', true],
])('a frame is asked before another business takes the connection’s place: %s', async (_, held) => {
  const { frame, key } = await reconnect(held)
  expect(await merchantOf(frame)).toBe(otherId)
  expect(await readRedeemed(await replace(frame, key))).toEqual({ connected: true })
  expect(await merchantOf(frame)).toBe(seeded)
})

test('a yes ends the connection before, and counts once', async () => {
  const { frame, key } = await reconnect()
  const before = stack.frame('acme', { jar: frame.jar.clone() })
  await replace(frame, key)
  expect(await readFramedSession(before)).toMatchObject({ connected: false })
  expect(await errorCode(await replace(frame, key))).toBe('invalid_request')
  expect(await merchantOf(frame)).toBe(seeded)
})

test('the key is of no use in any other frame, nor after ten minutes', async () => {
  const { frame, key } = await reconnect()
  const thief = stack.frame()
  expect(await errorCode(await replace(thief, key))).toBe('invalid_request')
  await connectFrame(thief, stack.tab())
  await alterFramed(thief)
  expect(await errorCode(await replace(thief, key))).toBe('invalid_request')
  expect(await merchantOf(thief)).toBe(otherId)
  advance(stack, 600)
  expect(await errorCode(await replace(frame, key))).toBe('invalid_request')
  expect(await merchantOf(frame)).toBe(otherId)
})

test('the same business again, or another VAT number, is nothing to ask about', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  await connectFrame(frame, tab)
  await connectFrame(frame, tab)
  await connectFrame(frame, tab, { vat: 'DK87654321' })
  expect(await readFramedSession(frame)).toMatchObject({ merchant: { vat: 'DK87654321' } })
})
