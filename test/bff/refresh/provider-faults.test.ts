import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Fault } from '../../sandbox/faults.ts'
import { errorCode } from '../../support/error-body.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readConnected, readSession } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

const path = '/api/v1/webhooks'
const respond = (status: number, contentType: string, body: string): Fault => ({
  kind: 'respond',
  status,
  contentType,
  body,
})

/** Faults after which MobilePay still has the refresh token that we have. */
const unspent: readonly (readonly [what: string, fault: Fault])[] = [
  ['breaks off', { kind: 'reset' }],
  ['says 500', respond(500, 'application/json', '{"error":"server_error"}')],
  ['says 502 in HTML', respond(502, 'text/html', '<h1>Bad gateway</h1>')],
  ['says 503', respond(503, 'text/plain', 'maintenance')],
  ['says 429', respond(429, 'application/json', '{"error":"slow_down"}')],
  ['says 401 to us', respond(401, 'application/json', '{"error":"invalid_client"}')],
  ['says 400 about something else', respond(400, 'application/json', '{"error":"invalid_scope"}')],
  ['says 400 in HTML', respond(400, 'text/html', '<h1>invalid_grant</h1>')],
  ['says invalid_grant with 500', respond(500, 'application/json', '{"error":"invalid_grant"}')],
  ['redirects', respond(302, 'text/plain', '')],
  ['answers 200 in HTML', respond(200, 'text/html', '<h1>Welcome</h1>')],
  ['answers half a document', respond(200, 'application/json', '{"access_to')],
  ['answers a list', respond(200, 'application/json', '[]')],
  ['answers nothing', respond(200, 'application/json', '')],
  ['answers without end', respond(200, 'application/json', ' '.repeat(300_000))],
]

/** Faults after which a single-use refresh token is gone. */
const ambiguous: readonly (readonly [what: string, fault: Fault])[] = [
  ['loses its answer', { kind: 'lose' }],
]

async function start(refreshTokens: 'ReUse' | 'OneTime'): Promise<Stack> {
  return startStack({ sandbox: { refreshTokens }, settings: { PROVIDER_TIMEOUT_SECONDS: '1' } })
}

/** A call with an expired access token while the token endpoint does that. */
async function callDuring(stack: Stack, fault: Fault) {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, accessTokenLifetime)
  stack.sandbox.control.clearRequests()
  stack.sandbox.control.faults.next('token', fault)
  const response = await browser.call(path)
  stack.sandbox.control.faults.clear()
  return { browser, response }
}

describe.each(['OneTime', 'ReUse'] as const)('%s: a token endpoint that', (refreshTokens) => {
  let stack: Stack

  beforeAll(async () => {
    stack = await start(refreshTokens)
  })

  afterAll(() => stack.close())

  test.each(refreshTokens === 'ReUse' ? [...unspent, ...ambiguous] : unspent)(
    '%s ends no session: 503 now, and the next call works',
    async (_what, fault) => {
      const { browser, response } = await callDuring(stack, fault)
      expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d?$/)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await errorCode(response)).toBe('provider_unavailable')
      expect((await readSession(browser)).connected).toBe(true)
      expect(tokenRequests(stack.sandbox)).toHaveLength(1)

      expect((await browser.call(path)).status).toBe(200)
      expect(tokenRequests(stack.sandbox)).toHaveLength(2)
    },
  )
})

describe('a fault that spends a single-use token', () => {
  let stack: Stack

  beforeAll(async () => {
    stack = await start('OneTime')
  })

  afterAll(() => stack.close())

  test('ends the session at the next call, as expired, once and without a loop', async () => {
    const { browser, response } = await callDuring(stack, { kind: 'lose' })
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await errorCode(response)).toBe('provider_unavailable')
    expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')

    const next = await browser.call(path)
    expect(setCookieOf(next, '__Host-Http-mpc')?.maxAge).toBe(0)
    expect(await errorCode(next)).toBe('session_expired')
    expect(tokenRequests(stack.sandbox)).toHaveLength(2)
    expect(await readSession(browser)).toEqual({ connected: false })
    expect(await errorCode(await browser.call(path))).toBe('not_connected')
    expect(tokenRequests(stack.sandbox)).toHaveLength(2)

    expect((await browser.connect()).status).toBe(303)
    expect((await browser.call(path)).status).toBe(200)
  })

  test('50 calls that share such a fault share one token request', async () => {
    const browser = stack.browser()
    await browser.connect()
    advance(stack, accessTokenLifetime)
    stack.sandbox.control.clearRequests()
    stack.sandbox.control.faults.next('token', respond(500, 'text/plain', ''))
    stack.sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 50 })
    const headers = { 'x-csrf': '1', cookie: browser.jar.header() ?? '' }
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => fetch(stack.bff.url + path, { headers })),
    )
    const statuses = new Set(responses.map(({ status }) => status))
    for (const status of statuses) expect([200, 503]).toContain(status)
    expect(tokenRequests(stack.sandbox).length).toBeLessThanOrEqual(2)
    expect((await browser.call(path)).status).toBe(200)
  })
})

test('a token endpoint that is too slow counts as away, and the call ends in time', async () => {
  const stack = await start('ReUse')
  try {
    const startedAt = Date.now()
    const { browser, response } = await callDuring(stack, { kind: 'delay', milliseconds: 4000 })
    expect(Date.now() - startedAt).toBeLessThan(4000)
    expect(await errorCode(response)).toBe('provider_unavailable')
    expect((await browser.call(path)).status).toBe(200)
  } finally {
    await stack.close()
  }
})
