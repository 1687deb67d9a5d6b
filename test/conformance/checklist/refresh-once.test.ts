import { afterAll, beforeAll, expect } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject({ sandbox: { refreshTokens: 'OneTime' } })
})

afterAll(() => subject.close())

async function connectAndExpire(): Promise<Browser> {
  const browser = subject.browser()
  await browser.connect()
  expire()
  subject.sandbox.control.clearRequests()
  return browser
}

function expire(): void {
  subject.sandbox.control.clock.advance(2)
  subject.sandbox.control.rejectAccessTokens()
}

/** A call with the cookies of a moment ago, whatever the browser has got since. */
async function readWith(browser: Browser, cookie: string): Promise<number> {
  const response = await browser.call(subject.routes.read, { headers: { cookie } })
  await response.arrayBuffer()
  return response.status
}

check(
  ['attack 7', 'oidcc-client-test-refresh-token'],
  'forty calls at once and twenty late ones spend a single-use refresh token once',
  async () => {
    const browser = await connectAndExpire()
    const before = browser.jar.header() ?? ''
    const all = Array.from({ length: 40 }, () => readWith(browser, before))
    expect(new Set(await Promise.all(all))).toEqual(new Set([200]))
    const late = Array.from({ length: 20 }, () => readWith(browser, before))
    expect(new Set(await Promise.all(late))).toEqual(new Set([200]))
    expect(tokenRequests(subject.sandbox)).toHaveLength(1)
    expire()
    expect(await readWith(browser, browser.jar.header() ?? '')).toBe(200)
  },
)

check(
  ['attack 8'],
  'an answer that is lost with a spent refresh token ends in “connect again”, not in a loop',
  async () => {
    const browser = await connectAndExpire()
    subject.sandbox.control.faults.next('token', { kind: 'lose' })
    const cookie = browser.jar.header() ?? ''
    expect(await readWith(browser, cookie)).toBe(503)
    expect(await readWith(browser, cookie)).toBe(401)
    const asked = tokenRequests(subject.sandbox).length
    expect(await readWith(browser, cookie)).toBe(401)
    expect(tokenRequests(subject.sandbox)).toHaveLength(asked)
    expect(apiRequests(subject.sandbox).length).toBeLessThanOrEqual(2)
    await browser.connect()
    expect(await subject.isConnected(browser)).toBe(true)
  },
)
