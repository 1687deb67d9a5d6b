import { afterAll, beforeAll, expect, test } from 'vitest'

import { alterSession } from '../support/altered-session.ts'
import { errorCode } from '../support/error-body.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

/** A browser whose session knows the portal's session; MobilePay's sample tokens name none. */
async function connectWithSid(sid: string | null) {
  const browser = stack.browser()
  await browser.connect()
  await alterSession(stack, browser, (session) => ({ ...session, providerSid: sid }))
  expect((await readSession(browser)).connected).toBe(true)
  return browser
}

/** As the portal's page has it in an invisible frame: from another site, without cookies. */
function tell(parameters: readonly (readonly [string, string])[]) {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return fetch(`${stack.bff.url}/auth/frontchannel-logout?${query}`, {
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
  })
}

const iss = () => ['iss', stack.sandbox.settings.MOBILEPAY_ISSUER] as const

test('the end of a portal session ends the sessions that were made in it', async () => {
  const browser = await connectWithSid('portal-1')
  const other = await connectWithSid('portal-2')
  const without = await connectWithSid(null)
  const response = await tell([iss(), ['sid', 'portal-1']])
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
  expect(await readSession(browser)).toEqual({ connected: false })
  expect(await errorCode(await browser.call('/api/v1/webhooks'))).toBe('not_connected')
  for (const untouched of [other, without]) {
    expect((await readSession(untouched)).connected).toBe(true)
  }
})

test.each<[what: string, parameters: () => readonly (readonly [string, string])[]]>([
  ['of another issuer', () => [['iss', 'https://evil.example'] as const, ['sid', 'kept'] as const]],
  ['without an issuer', () => [['sid', 'kept'] as const]],
  [
    'with an issuer that only begins like it',
    () => [
      ['iss', `${iss()[1]}/x`],
      ['sid', 'kept'],
    ],
  ],
  ['with two sids', () => [iss(), ['sid', 'kept'], ['sid', 'kept']]],
  ['without a sid', () => [iss()]],
  ['with an empty sid', () => [iss(), ['sid', '']]],
  ['with a sid of 256 characters', () => [iss(), ['sid', 'x'.repeat(256)]]],
])('word %s ends nothing, and looks the same', async (_what, parameters) => {
  const browser = await connectWithSid('kept')
  const response = await tell(parameters())
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
  expect((await readSession(browser)).connected).toBe(true)
})

test('only the portal may frame it, and it keeps nothing', async () => {
  const { headers } = await tell([iss(), ['sid', 'portal-3']])
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; frame-ancestors ${stack.sandbox.portalUrl}`,
  )
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.getSetCookie()).toEqual([])
})
