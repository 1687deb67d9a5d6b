import { afterAll, beforeAll, expect } from 'vitest'

import { forgeries, withClaims } from '../../sandbox/faults/forgeries.ts'
import { encodeForm } from '../../support/encode-form.ts'
import { check } from './check.ts'
import {
  bentLogin,
  expectConnected,
  expectRefusedAtFront,
  tryLogin,
  withParameters,
} from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject({ responseMode: 'fragment' })
})

afterAll(() => subject.close())

check(
  ['attack 6', 'oidcc-client-test'],
  'a login works whose answer comes in the fragment',
  async () => {
    expectConnected(await tryLogin(subject))
  },
)

check(
  ['attack 6', '34'],
  'the landing page strips the fragment and sends it to its own origin only',
  async () => {
    const page = await fetch(subject.url + subject.routes.callback)
    const html = await page.text()
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toMatch(/form-action 'self'/)
    expect(html).toMatch(/history\.replaceState/)
    expect(html).not.toMatch(/(?:src|href|action)="?(?:https?:)?\/\//)
    expect(page.headers.getSetCookie()).toEqual([])
  },
)

check(['attack 6', '43'], 'what the page relays is checked like any other answer', async () => {
  for (const fault of [
    withClaims({ nonce: 'another' }),
    withClaims({ c_hash: 'another' }),
    forgeries['with a broken signature'],
  ]) {
    expectRefusedAtFront(await bentLogin(subject, 'front ID token', fault))
  }
  for (const changes of [{ access_token: 'token' }, { state: 'another' }, { code: undefined }]) {
    const fault = withParameters(changes)
    expectRefusedAtFront(await bentLogin(subject, 'authorization response', fault))
  }
})

check(['attack 6', 'attack 5', 'RP 6'], 'the answer in the query instead is not used', async () => {
  const browser = subject.browser()
  const { parameters } = await browser.authorize()
  const query = encodeForm(parameters).toString()
  const response = await browser.fetch(`${subject.routes.callback}?${query}`)
  expect(response.status).toBe(400)
})
