import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import {
  answeredLogin,
  authorizeIn,
  connectFrame,
  postStart,
  readFramedSession,
  readMail,
  readRedeemed,
} from '../../support/frame.ts'
import { readSession } from '../../support/session-state.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

beforeEach(() => stack.sandbox.control.setRefreshTokens('ReUse'))

afterAll(() => stack.close())

const path = '/api/v1/webhooks'
const connected = { connected: true }

describe('a frame that was reloaded', () => {
  test('learns which of its logins are under way, and goes on with them', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const unused = await frame.handle()
    const started = await frame.handle()
    await postStart(tab, started.h)
    const done = await answeredLogin(frame, tab)
    // All that a reload leaves is the jar.
    const reloaded = stack.frame('acme', { jar: frame.jar })
    expect(await readFramedSession(reloaded)).toEqual({
      connected: false,
      pending: [started.hid, done.hid],
    })
    expect(frame.jar.names()).toContain(`__Host-Http-mpc-h-${unused.hid}`)
    const mail = await readMail(await reloaded.wait(done.hid))
    const redeemed = await readRedeemed(await reloaded.redeem(done.hid, mail.ticket ?? ''))
    expect(redeemed).toEqual(connected)
    expect(await readFramedSession(reloaded)).toMatchObject(connected)
  })

  test('hears nothing of one that was burnt, and nothing of another portal’s', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { h } = await frame.handle()
    await postStart(tab, h)
    await postStart(tab, h)
    expect(await readFramedSession(frame)).toEqual({ connected: false, pending: [] })
    const next = await frame.handle()
    await authorizeIn(tab, next.h)
    const other = stack.frame('other', { jar: frame.jar.clone() })
    expect(await readFramedSession(other)).toEqual({ connected: false, pending: [] })
    expect(await readFramedSession(frame)).toEqual({ connected: false, pending: [next.hid] })
  })

  test('is still connected', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await connectFrame(frame, tab)
    expect(await readFramedSession(stack.frame('acme', { jar: frame.jar }))).toMatchObject(
      connected,
    )
  })

  test('nothing is said of pending logins in a tab', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { h } = await frame.handle()
    await postStart(tab, h)
    tab.jar.accept([])
    expect(await readSession(tab)).toEqual({ connected: false })
  })
})

describe('the tab and the frame of one browser', () => {
  test('leaving in the frame leaves the tab connected', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await tab.connect()
    await connectFrame(frame, tab)
    expect((await frame.call('/auth/logout', { method: 'POST' })).status).toBe(200)
    expect((await readFramedSession(frame)).connected).toBe(false)
    expect(await errorCode(await frame.call(path))).toBe('not_connected')
    expect((await tab.call(path)).status).toBe(200)
    expect((await readSession(tab)).connected).toBe(true)
  })

  test('leaving in the tab leaves the frame connected', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await tab.connect()
    await connectFrame(frame, tab)
    expect((await tab.call('/auth/logout', { method: 'POST' })).status).toBe(200)
    expect((await readSession(tab)).connected).toBe(false)
    expect(await readFramedSession(frame)).toMatchObject(connected)
    expect((await frame.call(path)).status).toBe(200)
  })

  test('they may be two merchants', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await tab.connect({ vat: 'DK12345678' })
    await connectFrame(frame, tab, { vat: 'DK87654321' })
    expect(await readSession(tab)).toMatchObject({ merchant: { vat: 'DK12345678' } })
    expect(await readFramedSession(frame)).toMatchObject({ merchant: { vat: 'DK87654321' } })
  })

  test('under ReUse both live on with one merchant, past their access tokens', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await tab.connect()
    await connectFrame(frame, tab)
    for (let round = 0; round < 3; round += 1) {
      expect((await tab.call(path)).status).toBe(200)
      expect((await frame.call(path)).status).toBe(200)
      advance(stack, accessTokenLifetime)
    }
  })

  test.each(['tab', 'frame'])(
    'under OneTime the later login ends the one of the %s, which says why',
    async (older) => {
      stack.sandbox.control.setRefreshTokens('OneTime')
      const [frame, tab] = [stack.frame(), stack.tab()]
      const inTab = () => tab.connect({ vat: 'DK87654321' })
      const inFrame = () => connectFrame(frame, tab, { vat: 'DK87654321' })
      await (older === 'tab' ? inTab() : inFrame())
      expect((await (older === 'tab' ? tab.call(path) : frame.call(path))).status).toBe(200)
      // MobilePay's access tokens of one second are the same, and then none is older.
      advance(stack, 2)
      await (older === 'tab' ? inFrame() : inTab())
      const [ended, living] =
        older === 'tab'
          ? [await tab.call(path), await frame.call(path)]
          : [await frame.call(path), await tab.call(path)]
      expect(await errorCode(ended)).toBe('consent_ended')
      expect(living.status).toBe(200)
      advance(stack, accessTokenLifetime)
      expect((await (older === 'tab' ? frame.call(path) : tab.call(path))).status).toBe(200)
    },
  )
})
