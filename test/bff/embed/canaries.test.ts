import { afterAll, describe, expect, test } from 'vitest'

import { findLeaks, type Received, secretsOf, withoutExemptions } from '../../support/canaries.ts'
import { createCookieJar } from '../../support/cookie-jar.ts'
import {
  answeredLogin,
  authorizeIn,
  connectFrame,
  createFrame,
  createTab,
  postStart,
  readAuthorizationUrl,
  readMail,
} from '../../support/frame.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

/** Lives through embedded logins, good ones and bad ones; answers what its browser received. */
async function liveThroughAll(
  stack: EmbedStack,
  cookieless: boolean,
): Promise<readonly Received[]> {
  const { control } = stack.sandbox
  const received: Received[] = []
  const watch = async (path: string, response: Response) => {
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    const body = await response.text()
    received.push({ path, text: [String(response.status), ...head, '', body].join('\n') })
  }
  const { url } = stack.bff
  const tab = createTab(url, 'mette@example.dk', createCookieJar(), watch)
  const frame = createFrame({ url, cookieless, watch })

  await tab.fetch('/embed/acme')
  await frame.call('/auth/session')
  const { hid, h } = await frame.handle()
  await frame.wait(hid)
  await tab.land(await authorizeIn(tab, h, { deny: true }))
  const denied = await readMail(await frame.wait(hid))
  await frame.redeem(hid, denied.ticket ?? '')

  await connectFrame(frame, tab)
  for (const path of ['/auth/session', '/api/v1/webhooks', '/api/subscriptions/api/merchants/me']) {
    await frame.call(path)
  }
  advance(stack, accessTokenLifetime)
  await frame.call('/api/v1/webhooks')

  const away = await answeredLogin(frame, tab)
  control.faults.next('token', { kind: 'reset' }, 10)
  await frame.redeem(away.hid, away.ticket)
  control.faults.clear()
  const late = await answeredLogin(frame, tab)
  advance(stack, 120)
  await frame.redeem(late.hid, late.ticket)
  const burnt = await frame.handle()
  const answer = await authorizeIn(tab, burnt.h)
  await postStart(tab, burnt.h)
  await tab.land(answer)
  await frame.wait(burnt.hid)
  const altered = await frame.handle()
  await readAuthorizationUrl(await postStart(tab, altered.h))
  await tab.land(answer)

  await connectFrame(frame, tab)
  await frame.call('/auth/logout', { method: 'POST' })
  await frame.call('/auth/session')
  await connectFrame(frame, tab)
  control.revoke('DK12345678')
  advance(stack, accessTokenLifetime)
  await frame.call('/api/v1/webhooks')
  return received
}

describe.each([
  ['with cookies', false],
  ['without cookies', true],
])('whole lives of embedded sessions %s', async (_what, cookieless) => {
  const stack = await startEmbedStack({ settings: { LOG_LEVEL: 'trace' } })
  const received = await liveThroughAll(stack, cookieless)
  const secrets = secretsOf(stack)

  afterAll(() => stack.close())

  test('have many secrets and many answers, hand-over pages and mails among them', () => {
    expect(secrets.length).toBeGreaterThan(15)
    expect(received.length).toBeGreaterThan(30)
    expect(received.filter(({ text }) => text.includes('data-ticket=')).length).toBeGreaterThan(4)
    expect(received.some(({ text }) => text.includes('"status":"done","ticket":'))).toBe(true)
  })

  test('send neither frame nor tab any of them, but the answer that the tab brought', () => {
    for (const answer of received) {
      const leaks = findLeaks(withoutExemptions(answer), secrets)
      expect({ ...answer, leaks }).toEqual({ ...answer, leaks: [] })
    }
  })

  test('write none of them into the log, nor any seal', () => {
    const seals = received.flatMap(({ text }) => text.match(/Fe26\.2\*[\w*~.-]{80,}/g) ?? [])
    expect(seals.length).toBeGreaterThan(10)
    for (const line of stack.bff.logLines) {
      // All seals begin alike.
      const leaks = findLeaks(line, [...secrets, ...seals.map((seal) => seal.slice(20))])
      expect({ line, leaks }).toEqual({ line, leaks: [] })
    }
  })
})
