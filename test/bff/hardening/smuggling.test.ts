import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { apiRequests } from '../../support/requests.ts'
import { exchange, type Server, startServer, statuses } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(() => server.sandbox.control.clearRequests())

/** A request that would be answered with a merchant's webhooks, and be seen at MobilePay. */
function hidden(...more: readonly string[]): string {
  return head('GET /api/v1/webhooks HTTP/1.1', `Cookie: ${server.cookie}`, 'X-CSRF: 1', ...more)
}

function head(line: string, ...headers: readonly string[]): string {
  return [line, `Host: ${server.host}`, ...headers, '', ''].join('\r\n')
}

const post = 'POST /auth/logout HTTP/1.1'

test('the hidden request is one that works when it is not hidden', async () => {
  const answer = await exchange(server, hidden('Connection: close'), 10_000)
  expect(statuses(answer)).toEqual([200])
  expect(apiRequests(server.sandbox)).toHaveLength(1)
})

describe('a body whose length two servers could read differently', () => {
  /** Each holds `hidden()` where one of two readings sees a second request. */
  const shapes: readonly (readonly [name: string, headers: readonly string[], start: string])[] = [
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 5'], '0\r\n\r\n'],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 400'], ''],
    ['a list of lengths', ['Content-Length: 0, 400'], ''],
    ['a length with a sign', ['Content-Length: +0'], ''],
    ['a length in hexadecimal', ['Content-Length: 0x0'], ''],
    ['a negative length', ['Content-Length: -1'], ''],
    ['a length over 2^64', ['Content-Length: 18446744073709551616'], ''],
    ['a space before the colon', ['Transfer-Encoding : chunked'], '0\r\n\r\n'],
    ['a tab before the colon', ['Transfer-Encoding\t: chunked'], '0\r\n\r\n'],
    ['an unknown coding', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['a coding after chunked', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['chunked in quotes', ['Transfer-Encoding: "chunked"'], '0\r\n\r\n'],
    ['a folded header', ['Transfer-Encoding:', ' chunked'], '0\r\n\r\n'],
    ['a vertical tab', ['Transfer-Encoding: \u000bchunked'], '0\r\n\r\n'],
    ['a NUL', ['Transfer-Encoding: chunked\0'], '0\r\n\r\n'],
    ['a bare CR between headers', ['X: y\rTransfer-Encoding: chunked'], '0\r\n\r\n'],
    ['a chunk size with a sign', ['Transfer-Encoding: chunked'], '+0\r\n\r\n'],
    ['a chunk size in words', ['Transfer-Encoding: chunked'], 'zero\r\n\r\n'],
    ['a chunk size that overflows', ['Transfer-Encoding: chunked'], '10000000000000000\r\n\r\n'],
    ['a chunk that ends early', ['Transfer-Encoding: chunked'], '1\r\n\r\n0\r\n\r\n'],
    ['bare line feeds in chunks', ['Transfer-Encoding: chunked'], '0\n\n'],
  ]

  test.each(shapes)('%s hides no request', async (_name, headers, start) => {
    const bytes = head(post, ...headers, 'X-CSRF: 1') + start + hidden()
    const answer = await exchange(server, bytes)
    // The outer request was answered or refused; what follows it was refused, if read at all.
    expect(statuses(answer).slice(1)).toEqual(statuses(answer).length > 1 ? [400] : [])
    expect(answer).not.toContain('"webhooks"')
    expect(apiRequests(server.sandbox)).toEqual([])
  })

  test.each([
    ['bare line feeds', (text: string) => text.replaceAll('\r\n', '\n')],
    ['a version of its own', (text: string) => text.replace('HTTP/1.1', 'HTTP/3.1')],
    ['a space before the first header', (text: string) => text.replace('Host', ' Host')],
    ['two hosts', (text: string) => text.replace('Cookie', 'Host: other.example\r\nCookie')],
    ['a NUL in the target', (text: string) => text.replace('webhooks', 'web\0hooks')],
    ['a header without a colon', (text: string) => text.replace('X-CSRF:', 'X-CSRF')],
  ])('%s in the head is not put right', async (_name, alter) => {
    const answer = await exchange(server, alter(hidden()))
    expect(answer).not.toContain('"webhooks"')
    expect(apiRequests(server.sandbox)).toEqual([])
  })

  test('two requests in one go are two requests', async () => {
    const answer = await exchange(server, hidden() + hidden())
    expect(statuses(answer)).toEqual([200, 200])
    expect(apiRequests(server.sandbox)).toHaveLength(2)
  })
})

describe('what is no request to this server', () => {
  test.each([
    ['a tunnel', 'CONNECT localhost:22 HTTP/1.1'],
    ['another server’s address', 'GET http://169.254.169.254/latest/meta-data/ HTTP/1.1'],
    ['another server’s address with our path', 'GET http://evil.example/api/v1/webhooks HTTP/1.1'],
    ['our own address in full', 'GET http://localhost/api/v1/webhooks HTTP/1.1'],
    ['a path without its slash', 'GET api/v1/webhooks HTTP/1.1'],
    ['all of the server', 'OPTIONS * HTTP/1.1'],
    ['a trace', 'TRACE /api/v1/webhooks HTTP/1.1'],
    ['an HTTP/2 preface', 'PRI * HTTP/2.0'],
  ])('%s is refused, and nothing is sent anywhere', async (_name, line) => {
    const answer = await exchange(server, head(line, `Cookie: ${server.cookie}`, 'X-CSRF: 1'))
    for (const status of statuses(answer)) expect(status).toBeGreaterThanOrEqual(400)
    for (const status of statuses(answer)) expect(status).toBeLessThan(500)
    expect(apiRequests(server.sandbox)).toEqual([])
    // A trace would hand the cookie back to a script.
    expect(answer).not.toContain('__Host-')
  })

  test('an upgrade that nobody offered is not made', async () => {
    const upgrade = head('GET /healthz HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket')
    expect(statuses(await exchange(server, upgrade))).not.toContain(101)
  })

  test('TLS spoken to the plain port ends the connection', async () => {
    const answer = await exchange(
      server,
      '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\xfc\u0003\u0003',
    )
    expect(answer === '' || statuses(answer)[0] === 400).toBe(true)
  })
})

test('after all of this the process lives', async () => {
  expect(server.bff.isRunning()).toBe(true)
  expect(statuses(await exchange(server, hidden()))).toEqual([200])
  expect(server.bff.output()).not.toContain('unexpected error')
})
