import { inflateRawSync } from 'node:zlib'

import { afterAll, beforeAll, expect } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { findLeaks } from '../../support/canaries.ts'
import { apiRequests } from '../../support/requests.ts'
import { readSetCookies, type SetCookie } from '../../support/set-cookies.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject
/** Everything that a whole life of a session sets, in a tab. */
const set: SetCookie[] = []
let connected: Browser

async function keep(answer: Promise<Response>): Promise<void> {
  const response = await answer
  set.push(...readSetCookies(response))
  await response.arrayBuffer()
}

beforeAll(async () => {
  subject = await startSubject({ framedBy: 'https://portal.example' })
  const browser = subject.browser()
  await keep(browser.fetch(subject.routes.login()))
  await keep(browser.connect())
  subject.sandbox.control.rejectAccessTokens()
  await keep(browser.call(subject.routes.read))
  for (const path of [...subject.routes.documents, subject.routes.session]) {
    await keep(browser.call(path))
  }
  await keep(browser.call(subject.routes.logout, { method: 'POST' }))
  connected = subject.browser()
  await connected.connect()
})

afterAll(() => subject.close())

function expectAll(isRight: (cookie: SetCookie) => boolean): void {
  expect(set.length).toBeGreaterThan(4)
  expect(set.filter((cookie) => !isRight(cookie))).toEqual([])
}

const has = (attribute: string) => (cookie: SetCookie) => cookie.attributes.includes(attribute)

check(['3'], 'every cookie is Secure', () => expectAll(has('secure')))
check(['4'], 'every cookie is HttpOnly', () => expectAll(has('httponly')))
check(['5'], 'every cookie of a tab is SameSite=Strict', () => expectAll(has('samesite=strict')))
check(['6'], 'every cookie has Path=/', () => expectAll(has('path=/')))
check(['7'], 'no cookie has a Domain', () =>
  expectAll(({ attributes }) => !attributes.some((attribute) => attribute.startsWith('domain'))),
)
check(['8'], 'every cookie has a name that only an answer over HTTP can set', () =>
  expectAll(({ name }) => name.startsWith('__Host-Http-')),
)

check(['9', '16'], 'no cookie holds any part of a token, code or secret, in any clothing', () => {
  const { secrets } = subject.sandbox.control
  const known = secrets()
  expect(known.length).toBeGreaterThan(8)
  const values = [...set.map(({ value }) => value), connected.jar.header() ?? '']
  for (const value of values.filter((text) => text !== '')) {
    const parts = value.split(/[*.~;= ]/).map((part) => Buffer.from(part, 'base64url'))
    const texts = [value, ...parts.flatMap((bytes) => [bytes.toString('latin1'), inflated(bytes)])]
    for (const text of texts) expect(findLeaks(text, known)).toEqual([])
  }
})

function inflated(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes).toString('latin1')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

check(['9'], 'a cookie altered anywhere is no session, and no error', async () => {
  const name = connected.jar.names().find((one) => !one.endsWith('-id')) ?? ''
  const value = connected.jar.get(name) ?? ''
  subject.sandbox.control.clearRequests()
  const verdicts: boolean[] = []
  for (let at = 0; at < value.length; at += 23) {
    const browser = subject.browser()
    const flipped = value[at] === 'A' ? 'B' : 'A'
    browser.jar.set(name, value.slice(0, at) + flipped + value.slice(at + 1))
    const session = await browser.call(subject.routes.session)
    expect(session.status).toBe(200)
    verdicts.push(await subject.isConnected(browser))
    const call = await browser.call(subject.routes.read)
    await call.arrayBuffer()
    expect(call.status).toBe(401)
  }
  expect(verdicts.length).toBeGreaterThan(40)
  expect(verdicts).not.toContain(true)
  expect(apiRequests(subject.sandbox)).toEqual([])
  expect(await subject.isConnected(connected)).toBe(true)
})

check(['9', 'RP 5'], 'a cookie in the place of another one is no session', async () => {
  const names = connected.jar.names()
  const pending = subject.browser()
  await pending.authorize()
  const values = [...names, ...pending.jar.names()].map(
    (name) => connected.jar.get(name) ?? pending.jar.get(name) ?? '',
  )
  const session = names.find((one) => !one.endsWith('-id')) ?? ''
  for (const value of values.filter((one) => one !== connected.jar.get(session))) {
    const browser = subject.browser()
    browser.jar.set(session, value)
    expect(await subject.isConnected(browser)).toBe(false)
  }
})
