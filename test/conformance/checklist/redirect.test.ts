import { createHash } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import type { RecordedRequest } from '../../sandbox/requests.ts'
import { encodeForm } from '../../support/encode-form.ts'
import { formMember, tokenRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startLogin } from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject()
})

beforeEach(() => subject.sandbox.control.clearRequests())

afterAll(() => subject.close())

function onlyTokenRequest(): RecordedRequest {
  const [request, ...more] = tokenRequests(subject.sandbox)
  if (request === undefined || more.length > 0) throw new Error('not one token request')
  return request
}

check(
  ['2', '17', '26', '27', '39', 'oidcc-client-test', 'oidcc-client-test-nonce-unless-code-flow'],
  'a login starts with a 303 to a hybrid request with code, nonce, PKCE and the exact redirect URI',
  async () => {
    const { response, url, asked } = await startLogin(subject)
    expect(response.status).toBe(303)
    expect(url.origin).toBe(subject.sandbox.portalUrl)
    expect(asked).toMatchObject({
      response_type: 'code id_token',
      response_mode: 'form_post',
      client_id: subject.sandbox.settings.MOBILEPAY_CLIENT_ID,
      redirect_uri: subject.url + subject.routes.callback,
      code_challenge_method: 'S256',
    })
    expect(asked['scope']?.split(' ')).toContain('openid')
    expect(asked['nonce']?.length).toBeGreaterThanOrEqual(22)
    expect(asked['state']?.length).toBeGreaterThanOrEqual(22)
    expect(asked['code_challenge']).toMatch(/^[\w-]{43}$/)
    for (const name of ['request', 'request_uri', 'client_secret', 'code_verifier']) {
      expect(asked).not.toHaveProperty(name)
    }
  },
)

check(['36'], 'no more scope is asked for than the login is about', async () => {
  const response = await subject.browser().fetch(`${subject.routes.login()}&scope=webhooks`)
  const scope = new URL(response.headers.get('location') ?? '').searchParams.get('scope')
  expect(scope?.split(' ').toSorted()).toEqual(['offline_access', 'openid', 'webhooks'])
})

check(['31'], 'a hundred logins have a hundred states, nonces and challenges', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => startLogin(subject)))
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(new Set(all.map(({ asked }) => asked[name])).size).toBe(100)
  }
})

check(
  ['1', '2', '31', '35', '37', 'oidcc-client-test', 'fapi1-advanced-final-client-test'],
  'the code is exchanged once, in a body, with secret, redirect URI and the challenge’s verifier',
  async () => {
    const browser = subject.browser()
    const { url, asked } = await startLogin(subject, browser)
    const outcome = await browser.portalUser.authorize(url)
    if (outcome.kind === 'error') throw new Error(outcome.text)
    const code = outcome.parameters.find(([name]) => name === 'code')?.[1]
    expect((await browser.land(outcome)).status).toBe(303)
    const request = onlyTokenRequest()
    const { MOBILEPAY_CLIENT_ID, MOBILEPAY_CLIENT_SECRET } = subject.sandbox.settings
    expect(request.query).toBe('')
    const sent = (name: string) => formMember(request, name)
    expect(sent('grant_type')).toBe('authorization_code')
    expect(sent('code')).toBe(code)
    expect(sent('client_id')).toBe(MOBILEPAY_CLIENT_ID)
    expect(sent('client_secret')).toBe(MOBILEPAY_CLIENT_SECRET)
    expect(sent('redirect_uri')).toBe(asked['redirect_uri'])
    const verifier = sent('code_verifier') ?? ''
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked['code_challenge'])
    expect((await browser.call(subject.routes.read)).status).toBe(200)
  },
)

check(
  ['17', '39', '34'],
  'a login ends with a 303 to the app, and the callback page is clean',
  async () => {
    const browser = subject.browser()
    const { parameters } = await browser.authorize()
    const page = await fetch(subject.url + subject.routes.callback, {
      method: 'POST',
      headers: { origin: subject.sandbox.portalUrl, 'sec-fetch-site': 'cross-site' },
      body: encodeForm(parameters),
    })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*nonce-/)
    expect(page.headers.getSetCookie()).toEqual([])
    expect(html).not.toMatch(/(?:src|href)="?(?:https?:)?\/\//)
    const done = await browser.complete(parameters)
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toMatch(/^\/(?!\/)/)
  },
)

check(
  ['34', 'RP 5', 'attack 2'],
  'an answer that comes again, later or at once, is used once',
  async () => {
    const browser = subject.browser()
    const { parameters } = await browser.authorize()
    const jar = browser.jar.header() ?? ''
    const again = () => browser.complete(parameters, { cookie: jar })
    const first = await Promise.all([again(), again(), again(), again()])
    expect(first.every(({ status }) => status === 303 || status === 400)).toBe(true)
    expect(first.some(({ status }) => status === 303)).toBe(true)
    for (const cookie of [jar, browser.jar.header() ?? '']) {
      const late = await browser.complete(parameters, { cookie })
      expect([303, 400]).toContain(late.status)
    }
    expect(tokenRequests(subject.sandbox)).toHaveLength(1)
    expect(await subject.isConnected(browser)).toBe(true)
  },
)

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\r\n/evil.example',
  '///evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  '/%2F%2Fevil.example',
  '/x\u0000y',
  '/auth/logout',
  '/%61uth/logout',
  '/api/v1/webhooks',
  ' /payments',
  `/${'x'.repeat(3000)}`,
]

check(['28'], 'a login that would end elsewhere does not start', async () => {
  for (const returnTo of elsewhere) {
    const browser = subject.browser()
    const response = await browser.fetch(subject.routes.login({ returnTo }))
    const location = response.headers.get('location')
    if (response.status === 303 && location?.startsWith(subject.sandbox.portalUrl)) {
      // Taken for a path: then it must lead to one.
      const outcome = await browser.portalUser.authorize(location)
      if (outcome.kind === 'error') throw new Error(outcome.text)
      const end = (await browser.land(outcome)).headers.get('location') ?? ''
      expect(new URL(end, subject.url).origin).toBe(subject.url)
      expect(end).not.toMatch(/^\/[/\\]/)
    } else {
      expect({ returnTo, status: response.status }).toEqual({ returnTo, status: 400 })
      expect(browser.jar.names()).toEqual([])
    }
  }
})

check(['28', '10'], 'a login that another site starts does not start', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const browser = subject.browser()
    const response = await browser.fetch(subject.routes.login(), {
      headers: { 'sec-fetch-site': site, 'sec-fetch-dest': 'document' },
    })
    expect(new URL(response.headers.get('location') ?? '', subject.url).origin).toBe(subject.url)
    expect(browser.jar.names()).toEqual([])
  }
})
