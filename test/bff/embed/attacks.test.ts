import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import { readFailurePage } from '../../support/failure-page.ts'
import {
  answerAt,
  answeredLogin,
  authorizeIn,
  connectFrame,
  peek,
  postStart,
  readAuthorizationUrl,
  readFramedSession,
  readHandOver,
  readRedeemed,
} from '../../support/frame.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { readSession } from '../../support/session-state.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

beforeEach(() => stack.sandbox.control.clearRequests())

afterAll(() => stack.close())

const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
const nobody = { connected: false }

describe('A1: a victim answers what an attacker asked', () => {
  test('by the attacker’s authorization URL: the victim is told, the attacker gets nothing', async () => {
    const [frame, tab] = [stack.frame(), stack.tab('aino@example.fi')]
    const { hid, h } = await frame.handle()
    const waiting = frame.wait(hid, { since: 'started' })
    // In a client of his own the attacker can forge any header, and has the transaction's cookie.
    const url = await readAuthorizationUrl(await postStart(tab, h))
    await waiting
    const held = frame.wait(hid, { since: 'started' })

    const victim = stack.tab('mette@example.dk')
    const landed = await victim.land(await answerAt(victim, url))
    const { html } = await readFailurePage(landed, 400)
    expect(html).not.toContain('data-ticket')
    expect(victim.jar.names()).toEqual([])
    expect(await peek(frame, hid)).toBe('started')
    expect(await Promise.race([held.then(() => 'told'), peek(frame, hid)])).toBe('started')
    expect(tokenRequests(stack.sandbox)).toEqual([])
    expect(await readFramedSession(frame)).toEqual({ ...nobody, pending: [hid] })
  })

  test('the same while the victim is connected itself: its session stays as it is', async () => {
    const [frame, tab, victim] = [stack.frame(), stack.tab('aino@example.fi'), stack.tab()]
    await victim.connect({ vat: 'DK87654321' })
    const before = victim.jar.get('__Host-Http-mpc')
    stack.sandbox.control.clearRequests()
    const { hid, h } = await frame.handle()
    const url = await readAuthorizationUrl(await postStart(tab, h))
    const landed = await victim.land(await answerAt(victim, url))
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/'])
    expect(victim.jar.get('__Host-Http-mpc')).toBe(before)
    expect(await peek(frame, hid)).toBe('started')
    expect(tokenRequests(stack.sandbox)).toEqual([])
  })

  test('the same while the victim has a login of its own under way: that one goes on', async () => {
    const [frame, tab, victim, own] = [
      stack.frame(),
      stack.tab('aino@example.fi'),
      stack.tab(),
      stack.frame(),
    ]
    const mine = await own.handle({ vat: 'DK87654321' })
    const answer = await authorizeIn(victim, mine.h)
    const { hid, h } = await frame.handle()
    const url = await readAuthorizationUrl(await postStart(tab, h))
    expect((await victim.land(await answerAt(victim, url))).status).toBe(400)
    expect(await peek(frame, hid)).toBe('started')
    expect(await peek(own, mine.hid)).toBe('started')
    const { ticket } = await readHandOver(await victim.land(answer))
    expect(await readRedeemed(await own.redeem(mine.hid, ticket))).toEqual({ connected: true })
    expect(await readFramedSession(own)).toMatchObject({ merchant: { vat: 'DK87654321' } })
  })

  test.each(['https://evil.example', 'null'])(
    'by a page of %s that posts the attacker’s form in the victim’s browser',
    async (origin) => {
      const [frame, victim] = [stack.frame(), stack.tab()]
      const { hid, h } = await frame.handle()
      const response = await postStart(victim, h, { ...evil, origin })
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain(stack.sandbox.portalUrl)
      expect(victim.jar.names()).toEqual([])
      expect(await peek(frame, hid)).toBe('new')
    },
  )

  test('the answer that the victim’s browser brought back does not fit the attacker’s own tab either', async () => {
    // He would have to plant a transaction in the victim's browser, or take the answer out of it.
    const [frame, tab, victim] = [stack.frame(), stack.tab('aino@example.fi'), stack.tab()]
    const { hid, h } = await frame.handle()
    const own = await frame.handle()
    await postStart(tab, own.h)
    const [planted = ''] = tab.jar.names()
    const url = await readAuthorizationUrl(await postStart(tab, h))
    victim.jar.set(planted, tab.jar.get(planted) ?? '')
    expect((await victim.land(await answerAt(victim, url))).status).toBe(400)
    expect(await peek(frame, hid)).toBe('started')
  })
})

describe('A2: an attacker wants the victim to work in his account', () => {
  test('the attacker’s answer, posted to our callback while a login is pending, connects nobody', async () => {
    const [attacker, attackerTab] = [stack.frame(), stack.tab('aino@example.fi')]
    const theirs = await attacker.handle({ vat: 'FI12345678' })
    const answer = await authorizeIn(attackerTab, theirs.h)

    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    await postStart(tab, h)
    const before = tab.jar.names()
    await readFailurePage(await tab.land(answer), 400)
    expect(tab.jar.names()).toEqual(before)
    expect(await peek(frame, hid)).toBe('started')
    expect(await readFramedSession(frame)).toEqual({ ...nobody, pending: [hid] })
    expect(await readSession(tab)).toEqual(nobody)
    expect(tokenRequests(stack.sandbox)).toEqual([])
  })

  test('our completion takes no answer that another origin posts', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    const { parameters } = await authorizeIn(tab, h)
    for (const origin of ['https://evil.example', 'https://portal.acme.example', 'null']) {
      expect((await tab.complete(parameters, { ...evil, origin })).status).toBe(403)
    }
    expect(await peek(frame, hid)).toBe('started')
  })

  test('the attacker’s ticket, posted from the victim’s own frame, is for another frame', async () => {
    const [attacker, attackerTab] = [stack.frame(), stack.tab()]
    const theirs = await answeredLogin(attacker, attackerTab)
    const victim = stack.frame()
    const { hid } = await victim.handle()
    stack.sandbox.control.clearRequests()
    const response = await victim.redeem(hid, theirs.ticket)
    expect(await errorCode(response)).toBe('invalid_request')
    expect(await errorCode(await victim.redeem(theirs.hid, theirs.ticket))).toBe('not_connected')
    expect(await readFramedSession(victim)).toMatchObject(nobody)
    expect(tokenRequests(stack.sandbox)).toEqual([])
  })
})

describe('a transaction answers to its own state', () => {
  test('the answer of a tab’s login does not end a frame’s, nor the other way round', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    const framed = await authorizeIn(tab, h)
    const ofTab = await tab.authorize({ vat: 'DK87654321' })
    const names = tab.jar.names()
    const [one = '', other = ''] = names
    const [first = '', second = ''] = names.map((name) => tab.jar.get(name))
    tab.jar.set(one, second)
    tab.jar.set(other, first)
    expect((await tab.land(ofTab)).status).toBe(400)
    expect((await tab.land(framed)).status).toBe(400)
    expect(await peek(frame, hid)).toBe('started')
    tab.jar.set(one, first)
    tab.jar.set(other, second)
    expect((await tab.land(ofTab)).status).toBe(303)
    expect((await readHandOver(await tab.land(framed))).hid).toBe(hid)
  })
})

describe('A4: the portal’s page, or an evil frame in it, uses the frame’s cookie', () => {
  const calls: readonly (readonly [method: string, path: string])[] = [
    ['GET', '/api/v1/webhooks'],
    ['POST', '/api/v1/webhooks'],
    ['GET', '/auth/session'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/handle'],
    ['GET', '/auth/wait'],
    ['POST', '/auth/redeem'],
  ]

  test.each(calls)('%s %s is refused', async (method, path) => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await connectFrame(frame, tab)
    stack.sandbox.control.clearRequests()
    const cookie = frame.jar.header() ?? ''
    const send = (headers: Readonly<Record<string, string>>) =>
      tab.fetch(path, { method, headers: { cookie, ...headers } })
    // Without the header that forces a preflight; and with it, as no browser would let him.
    for (const headers of [
      { ...evil },
      { ...evil, 'content-type': 'text/plain' },
      { ...evil, 'x-csrf': '1', 'x-mpc-client': 'acme' },
    ]) {
      expect(await errorCode(await send(headers))).toBe('csrf')
    }
    expect(apiRequests(stack.sandbox)).toEqual([])
    expect(await readFramedSession(frame)).toMatchObject({ connected: true })
  })

  test('no preflight is answered in his favour', async () => {
    for (const [method, path] of calls) {
      const response = await stack.tab().fetch(path, {
        method: 'OPTIONS',
        headers: {
          ...evil,
          'access-control-request-method': method,
          'access-control-request-headers': 'x-csrf,x-mpc-client',
        },
      })
      const names = [...response.headers.keys()]
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })
})
