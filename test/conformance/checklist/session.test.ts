import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect } from 'vitest'
import * as z from 'zod/mini'

import { withClaims } from '../../sandbox/faults/forgeries.ts'
import { withMembers } from '../../sandbox/faults/reply.ts'
import type { Browser } from '../../support/browser.ts'
import { createRecordingBrowser, findLeaks, withoutExemptions } from '../../support/canaries.ts'
import { formMember } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject()
  subject.sandbox.control.faults.next('discovery', {
    kind: 'rewrite',
    rewrite: withMembers(({ token_endpoint: url }) => ({
      revocation_endpoint: `${String(url)}/end`,
    })),
  })
})

afterAll(() => subject.close())

const isRevocation = ({ path }: { readonly path: string }) => path.endsWith('/token/end')

const leavingSchema = z.object({ endSessionUrl: z.nullable(z.string()) })

async function logOut(browser: Browser) {
  const response = await browser.call(subject.routes.logout, { method: 'POST' })
  expect(response.status).toBe(200)
  return leavingSchema.parse(await response.json()).endSessionUrl
}

check(
  ['16', '1', '35'],
  'nothing that a browser is told holds a token, a code or a secret',
  async () => {
    const { browser, received } = createRecordingBrowser({ bff: { url: subject.url } })
    await browser.connect()
    for (const path of [subject.routes.session, subject.routes.read, ...subject.routes.documents]) {
      await (await browser.call(path)).arrayBuffer()
    }
    subject.sandbox.control.rejectAccessTokens()
    await browser.call(subject.routes.read)
    await logOut(browser)
    const secrets = subject.sandbox.control.secrets()
    expect(received.length).toBeGreaterThan(8)
    for (const answer of received) {
      const leaks = findLeaks(withoutExemptions(answer), secrets)
      expect({ path: answer.path, leaks }).toEqual({ path: answer.path, leaks: [] })
    }
  },
)

check(['16'], 'the check-session endpoint tells strangers nothing, and asks nobody', async () => {
  const browser = subject.browser()
  subject.sandbox.control.clearRequests()
  const response = await browser.call(subject.routes.session)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).not.toMatch(/token|eyJ/)
  expect(subject.sandbox.control.requests()).toEqual([])
})

check(
  ['21'],
  'a logout revokes the newest refresh token, and ends the session at once',
  async () => {
    const browser = subject.browser()
    await browser.connect()
    subject.sandbox.control.rejectAccessTokens()
    await browser.call(subject.routes.read)
    const newest = subject.sandbox.control.secrets().findLast((text) => /^[\da-f]{64}$/.test(text))
    const cookie = browser.jar.header() ?? ''
    subject.sandbox.control.clearRequests()
    await logOut(browser)
    expect(browser.jar.names()).toEqual([])
    const call = await browser.call(subject.routes.read, { headers: { cookie } })
    expect(call.status).toBe(401)
    await expect.poll(() => subject.sandbox.control.requests().some(isRevocation)).toBe(true)
    const request = subject.sandbox.control.requests().find(isRevocation)
    if (request === undefined) throw new Error('nothing was revoked')
    expect(formMember(request, 'token')).toBe(newest)
    const { MOBILEPAY_CLIENT_SECRET } = subject.sandbox.settings
    expect(formMember(request, 'client_secret')).toBe(MOBILEPAY_CLIENT_SECRET)
  },
)

check(
  ['oidcc-client-test-rp-init-logout'],
  'a logout goes on to the provider, with a hint of its own and a registered way back',
  async () => {
    const browser = subject.browser()
    await browser.connect()
    const url = new URL((await logOut(browser)) ?? '')
    expect(url.origin).toBe(subject.sandbox.portalUrl)
    const asked = Object.fromEntries(url.searchParams)
    expect(decodeJwt(asked['id_token_hint'] ?? '')).toMatchObject({
      iss: subject.sandbox.settings.MOBILEPAY_ISSUER,
      aud: subject.sandbox.settings.MOBILEPAY_CLIENT_ID,
    })
    expect(asked['state']?.length).toBeGreaterThanOrEqual(16)
    const left = await browser.portalUser.logOut(url)
    const back = /http:\/\/localhost:\d+[^"\\ ]*/.exec(JSON.stringify(left))?.[0] ?? ''
    expect(back.startsWith(asked['post_logout_redirect_uri'] ?? 'x')).toBe(true)
  },
)

for (const [module, query] of [
  ['oidcc-client-test-rp-init-logout-other-state', '?state=another'],
  ['oidcc-client-test-rp-init-logout-no-state', ''],
] as const) {
  check(
    [module],
    `a way back from a logout with “${query}” is a page, and ends no session`,
    async () => {
      const browser = subject.browser()
      await browser.connect()
      const leaving = subject.browser()
      await leaving.connect()
      const url = new URL((await logOut(leaving)) ?? '')
      const back = new URL(url.searchParams.get('post_logout_redirect_uri') ?? '')
      const response = await browser.fetch(back.pathname + query)
      await response.arrayBuffer()
      expect(response.status).toBe(200)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await subject.isConnected(browser)).toBe(true)
    },
  )
}

/** A browser whose ID tokens name the portal's session. */
async function connectWith(sid: string): Promise<Browser> {
  nameSession(sid)
  const browser = subject.browser()
  await browser.connect()
  return browser
}

function tell(iss: string, sid: string): Promise<Response> {
  const query = new URLSearchParams({ iss, sid }).toString()
  return fetch(`${subject.url}${subject.routes.frontchannelLogout}?${query}`, {
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
  })
}

function nameSession(sid: string): void {
  const { faults } = subject.sandbox.control
  for (const leg of ['front ID token', 'exchange ID token'] as const) {
    faults.next(leg, withClaims({ sid }))
  }
}

check(
  ['oidcc-client-test-rp-frontchannel-rpinitlogout'],
  'the provider’s frame ends the session that it names, answers in a frame, and is not kept',
  async () => {
    const issuer = subject.sandbox.settings.MOBILEPAY_ISSUER
    const browser = await connectWith('portal-1')
    const other = await connectWith('portal-2')
    for (const [iss, sid] of [
      ['https://evil.example', 'portal-1'],
      [issuer, 'portal-3'],
      [issuer, ''],
    ] as const) {
      expect((await tell(iss, sid)).status).toBe(200)
    }
    expect(await subject.isConnected(browser)).toBe(true)
    const response = await tell(issuer, 'portal-1')
    expect(response.status).toBe(200)
    expect(response.headers.get('x-frame-options')).toBeNull()
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain(`frame-ancestors ${subject.sandbox.portalUrl}`)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await subject.isConnected(browser)).toBe(false)
    expect((await browser.call(subject.routes.read)).status).toBe(401)
    expect(await subject.isConnected(other)).toBe(true)
  },
)

check(
  ['oidcc-client-test-rp-frontchannel-opinitlogout'],
  'a login whose portal session ended before its code was exchanged does not go on',
  async () => {
    nameSession('portal-9')
    const browser = subject.browser()
    const answer = await browser.authorize()
    await tell(subject.sandbox.settings.MOBILEPAY_ISSUER, 'portal-9')
    const response = await browser.land(answer)
    expect(response.status).toBe(400)
    expect(await subject.isConnected(browser)).toBe(false)
  },
)
