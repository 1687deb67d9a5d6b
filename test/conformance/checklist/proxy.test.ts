import { createServer } from 'node:http'

import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import type { WireFault } from '../../sandbox/faults.ts'
import type { Browser } from '../../support/browser.ts'
import { listen } from '../../support/listen.ts'
import { rawRequest } from '../../support/raw-request.ts'
import { apiRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject
let browser: Browser
/** What reached a server that is nobody's business. */
const strayed: string[] = []
const elsewhere = createServer((request, response) => {
  strayed.push(`${request.method} ${request.url} ${request.headers.authorization}`)
  response.end()
})
let elsewherePort = 0

beforeAll(async () => {
  subject = await startSubject()
  elsewherePort = await listen(elsewhere)
  browser = subject.browser()
  await browser.connect()
})

beforeEach(() => subject.sandbox.control.clearRequests())

afterAll(async () => {
  elsewhere.close()
  await subject.close()
})

/** A call that no browser's `fetch` would send, with the session of the connected browser. */
function rawCall(target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const { host } = new URL(subject.url)
  const cookie = browser.jar.header() ?? ''
  const all = { host, 'x-csrf': '1', cookie, ...headers }
  return rawRequest(subject.url, target, { method, headers: all })
}

check(['13'], 'no target leads the token to another path or host', async () => {
  const { read } = subject.routes
  const stray = `127.0.0.1:${elsewherePort}`
  const targets = [
    `http://${stray}${read}`,
    `http://${stray}/`,
    `//${stray}${read}`,
    `/\\${stray}${read}`,
    `/api/@${stray}/v1/webhooks`,
    `/api/http://${stray}/`,
    `/api//${stray}/v1/webhooks`,
    `/api@${stray}/`,
    '/api/v1/../v1/consumers/me',
    '/api/..%2fmerchant-authentication-openidconnect/connect/token',
    '/api/%2e%2e/merchant-authentication-openidconnect/connect/token',
    '/api/..;/merchant-authentication-openidconnect/connect/token',
    '/api/merchant-authentication-openidconnect/connect/token',
    '/api/..\\merchant-authentication-openidconnect\\connect\\token',
    `${read}/..`,
    `${read}%00`,
    `${read}%2f..%2f..%2f`,
    `${read};a=b`,
    `${read}#x`,
    '/api/v1/consumers/me',
    '/api/v9/unknown',
    '/API/v1/webhooks',
    '/api/',
    '/api',
  ]
  for (const target of targets) {
    const { status, headers } = await rawCall(target)
    // Where it is a path of the app's, its document may answer.
    const isPage = status === 200 && headers['content-type']?.startsWith('text/html') === true
    const isRefused = isPage || (status >= 400 && status < 500)
    expect({ target, isRefused }).toEqual({ target, isRefused: true })
  }
  expect(apiRequests(subject.sandbox)).toEqual([])
  expect(strayed).toEqual([])
})

check(['13', '40'], 'no header leads the token elsewhere, or pretends to be somebody', async () => {
  const stray = `127.0.0.1:${elsewherePort}`
  for (const headers of [
    { 'x-forwarded-host': stray },
    { forwarded: `host=${stray};proto=http;for=10.0.0.1` },
    { 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1' },
    { 'x-forwarded-proto': 'http', 'x-forwarded-prefix': '/x' },
    { 'x-original-url': '/v1/consumers/me', 'x-rewrite-url': '/v1/consumers/me' },
    { 'x-http-method-override': 'DELETE' },
    { 'x-user': 'admin', 'x-merchant-id': 'another' },
  ]) {
    const { status } = await rawCall(subject.routes.read, headers)
    expect(status).toBe(200)
    const [request] = apiRequests(subject.sandbox).slice(-1)
    expect(request).toMatchObject({ method: 'GET', path: subject.routes.readUpstream })
    const sent = JSON.stringify(request?.headers)
    expect(sent).not.toMatch(/10\.0\.0\.1|admin|another|x-forwarded-(?:host|for|proto)|x-user/)
    expect(sent).not.toContain(stray)
  }
  const { headers } = await rawCall(subject.routes.login(), { 'x-forwarded-host': stray })
  const url = new URL(headers.location ?? '')
  expect(url.searchParams.get('redirect_uri')).toBe(subject.url + subject.routes.callback)
  expect(strayed).toEqual([])
})

check(['13', '40'], 'a request for another host gets nothing', async () => {
  const { read, session } = subject.routes
  for (const host of ['evil.example', `evil.example:${new URL(subject.url).port}`, 'localhost']) {
    for (const target of [read, session, subject.routes.login(), '/']) {
      const { status } = await rawCall(target, { host })
      const isRefused = status >= 400 && status < 500
      expect({ host, target, status, isRefused }).toMatchObject({ isRefused: true })
    }
  }
  expect(subject.sandbox.control.requests()).toEqual([])
})

check(['14'], 'no dynamic part but one of the right shape goes upstream', async () => {
  const good = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01'
  const parts = [
    '..',
    '.',
    '%2e%2e',
    `${good}%2f..`,
    `${good}%2Fpublishtestnotification`,
    `${good}%5c`,
    `${good}?x=1`,
    `${good}%3fx=1`,
    `${good}%23`,
    `${good};x`,
    `${good}%0d%0ax:%20y`,
    `${good}%00`,
    `${good}%20`,
    `${good}.`,
    `${good}${good}`,
    good.slice(0, -1),
    `${good.slice(0, -1)}g`,
    `${good.slice(0, -1)}%D9%A1`,
    'a'.repeat(7000),
    '*',
    '__proto__',
    '{webhookId}',
    '1 OR 1=1',
    "' --",
  ]
  for (const part of parts) {
    const { status } = await rawCall(subject.routes.readOne(encodeURI(part).replaceAll('%25', '%')))
    expect({ part, refused: status >= 400 && status < 500 }).toEqual({ part, refused: true })
  }
  expect(apiRequests(subject.sandbox)).toEqual([])
  await rawCall(subject.routes.readOne(good))
  expect(apiRequests(subject.sandbox)).toHaveLength(1)
})

check(
  ['13', '14'],
  'no query but one of the names that the operation has goes upstream',
  async () => {
    for (const query of ['access_token=x', 'a=1', 'a', '__proto__=1', '%00=1', 'x=%0d%0a']) {
      expect((await rawCall(`${subject.routes.read}?${query}`)).status).toBe(400)
    }
    expect(apiRequests(subject.sandbox)).toEqual([])
  },
)

check(
  ['18', '35', 'oidcc-client-test-userinfo-bearer-header'],
  'a call goes upstream with the token in its header, and without cookie or CSRF header',
  async () => {
    const { status } = await rawCall(subject.routes.read, {
      authorization: 'Bearer of-the-browser',
      'proxy-authorization': 'Basic eDp5',
      connection: 'x-named, keep-alive',
      'x-named': 'hop by hop',
      te: 'trailers',
      origin: subject.url,
      referer: `${subject.url}/payments`,
    })
    expect(status).toBe(200)
    const [request, ...more] = apiRequests(subject.sandbox)
    expect(more).toEqual([])
    const { headers, query } = request ?? {}
    expect(headers?.authorization).toMatch(/^Bearer [\w.-]+$/)
    expect(subject.sandbox.control.secrets()).toContain(headers?.authorization?.slice(7))
    expect(query).toBe('')
    for (const name of [
      'cookie',
      'x-csrf',
      'proxy-authorization',
      'x-named',
      'te',
      'origin',
      'referer',
    ]) {
      expect(headers).not.toHaveProperty(name)
    }
  },
)

check(['22'], 'each endpoint takes its own methods only', async () => {
  const { read, session, logout, callback } = subject.routes
  for (const [method, path] of [
    ['DELETE', read],
    ['PATCH', read],
    ['TRACE', read],
    ['POST', session],
    ['DELETE', session],
    ['GET', logout],
    ['PUT', callback],
  ] as const) {
    const { status } = await rawCall(path, { 'content-length': '0' }, method)
    expect({ method, path, refused: [403, 404, 405, 501].includes(status) }).toEqual({
      method,
      path,
      refused: true,
    })
  }
  expect(apiRequests(subject.sandbox)).toEqual([])
  expect(await subject.isConnected(browser)).toBe(true)
})

check(
  ['23'],
  'the upstream’s 429 comes through with its Retry-After, and nobody else waits',
  async () => {
    const limited: WireFault = {
      kind: 'reply',
      reply: { status: 429, headers: { 'retry-after': '7' }, body: '{"code":"rate_limited"}' },
    }
    subject.sandbox.control.faults.next('api', limited)
    const response = await browser.call(subject.routes.read)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    await response.arrayBuffer()
    const other = subject.browser()
    await other.connect({ vat: 'DK87654321' })
    expect((await other.call(subject.routes.read)).status).toBe(200)
  },
)

check(
  ['23', '18'],
  'each of two merchants is served with his own token at the same time',
  async () => {
    const other = subject.browser()
    await other.connect({ vat: 'DK87654321' })
    subject.sandbox.control.clearRequests()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? browser : other).call(subject.routes.read),
      ),
    )
    const tokens = apiRequests(subject.sandbox).map(({ headers }) => headers.authorization)
    expect(tokens).toHaveLength(20)
    expect(new Set(tokens).size).toBe(2)
  },
)
