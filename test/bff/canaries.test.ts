import { randomBytes } from 'node:crypto'

import { afterAll, describe, expect, test } from 'vitest'

import {
  createRecordingBrowser,
  findLeaks,
  type Received,
  type RecordingBrowser,
  secretsOf,
  withoutExemptions,
} from '../support/canaries.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { accessTokenLifetime, advance } from '../support/time.ts'

const reads = [
  '/api/subscriptions/api/merchants/me',
  '/api/v1/webhooks',
  '/api/v3/reporting/transactions?pagesize=5&pagenumber=1',
  '/auth/session',
]

/** A token that never came into use, in an answer that something is wrong with. */
const stray = `eyJhbGciOiJub25lIn0.${randomBytes(300).toString('base64url')}.`

/** Logs in, reads, renews, fails in every way there is, and logs out. */
async function liveThroughAll(stack: Stack, { browser }: RecordingBrowser): Promise<void> {
  const { control } = stack.sandbox
  const json = 'application/json'
  const token = (status: number, body: string, contentType = json) =>
    control.faults.next('token', { kind: 'respond', status, contentType, body })

  await browser.connect({ returnTo: '/payments' })
  for (const path of reads) await browser.call(path)
  await browser.call('/api/v1/webhooks', { headers: { 'x-reveal': '1' } })
  for (const [status, body] of [
    [200, `{"access_token":"${stray}","token_type":"DPoP"}`],
    [200, `{"access_token":"${stray}`],
    [200, `{"access_token":"${stray}","token_type":"Bearer","expires_in":-1}`],
    [500, `{"error":"server_error","error_description":"${stray}"}`],
    [400, `{"error":"invalid_request","refresh_token":"${stray}"}`],
  ] as const) {
    advance(stack, accessTokenLifetime)
    token(status, body)
    await browser.call('/api/v1/webhooks')
  }
  expect((await browser.call('/api/v1/webhooks')).status).toBe(200)
  control.rejectAccessTokens()
  for (const path of reads) await browser.call(path)
  control.faults.next('api', { kind: 'respond', status: 500, contentType: json, body: '{}' })
  await browser.call('/api/v1/webhooks')

  // Logins that fail on the way: refused by us, unanswered, answered wrongly.
  const altered = await browser.authorize()
  await browser.complete(
    altered.parameters.map(([name, value]) => [name, name === 'state' ? value : `${value}x`]),
  )
  for (const body of [`{"access_token":"${stray}","token_type":"Bearer"}`, `"${stray}`]) {
    token(200, body)
    await browser.land(await browser.authorize())
  }
  const elsewhere = await browser.authorize()
  browser.jar.accept(
    browser.jar.names().map((name) => `${name}=; Max-Age=0; Path=/; HttpOnly; Secure`),
  )
  await browser.land(elsewhere)
  await browser.fetch(`/auth/login?merchant_vat=${stray}`)
  await browser.fetch('/auth/login?merchant_vat=DK12345678', {
    headers: { 'sec-fetch-site': 'cross-site' },
  })

  await browser.connect()
  advance(stack, accessTokenLifetime)
  await browser.call('/api/v1/webhooks')
  await browser.call('/auth/logout', { method: 'POST' })
  await browser.call('/auth/session')

  await browser.connect()
  control.revoke('DK12345678')
  advance(stack, accessTokenLifetime)
  await browser.call('/api/v1/webhooks')
  await browser.call('/api/v1/webhooks')
}

describe.each(['form_post', 'fragment'])('a whole life of sessions with %s', async (mode) => {
  const stack = await startStack({
    settings: { MOBILEPAY_RESPONSE_MODE: mode, LOG_LEVEL: 'trace' },
  })
  const recording = createRecordingBrowser(stack)
  await liveThroughAll(stack, recording)
  const secrets = [...secretsOf(stack), stray]

  afterAll(() => stack.close())

  test('has many secrets', () => {
    expect(secrets.length).toBeGreaterThan(20)
    expect(recording.received.length).toBeGreaterThan(40)
    expect(stack.bff.logLines.length).toBeGreaterThan(40)
  })

  test('writes none of them into a log line, and no cookie either', () => {
    const cookies = recording.received
      .flatMap(({ text }) => [...text.matchAll(/__Host-Http-mpc[\w-]*=([^;]{40,});/g)])
      .map(([, value]) => value ?? '')
    expect(cookies.length).toBeGreaterThan(10)
    for (const line of stack.bff.logLines) {
      const leaks = findLeaks(line, [...secrets, ...cookies])
      expect({ line, leaks }).toEqual({ line, leaks: [] })
    }
  })

  test('sends none of them to the browser, but the answer it brought and the hint of its logout', () => {
    for (const answer of recording.received) {
      const leaks = findLeaks(withoutExemptions(answer), secrets)
      expect({ ...answer, leaks }).toEqual({ ...answer, leaks: [] })
    }
  })
})

test.each<[how: string, hide: (secret: string) => string]>([
  ['as it is', (secret) => secret],
  ['percent-encoded', encodeURIComponent],
  ['in hexadecimal', (secret) => Buffer.from(secret).toString('hex')],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64url behind one byte', (secret) => Buffer.from(`.${secret}`).toString('base64url')],
  ['in base64 behind two bytes', (secret) => Buffer.from(`..${secret}`).toString('base64')],
  ['in part', (secret) => secret.slice(7, 40)],
  ['inside JSON', (secret) => JSON.stringify({ body: JSON.stringify({ secret }) })],
])('a secret that leaks %s is found', (_how, hide) => {
  const secret = `${randomBytes(24).toString('base64')}/+${randomBytes(24).toString('hex')}`
  const other = randomBytes(32).toString('hex')
  expect(findLeaks(`before ${hide(secret)} after`, [other, secret])).toEqual([1])
})

test('the exemptions are for their own places only', () => {
  const secret = randomBytes(32).toString('hex')
  const texts: readonly Received[] = [
    { path: '/auth/session', text: `<input type="hidden" name="code" value="${secret}" />` },
    { path: '/auth/callback', text: `<input type="hidden" name="state" value="${secret}" />` },
    { path: '/auth/callback', text: `?id_token_hint=${secret}"` },
    { path: '/auth/logout', text: `?state=${secret}"` },
  ]
  for (const received of texts)
    expect(findLeaks(withoutExemptions(received), [secret])).toEqual([0])
})
