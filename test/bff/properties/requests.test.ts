import { connect } from 'node:net'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { runs } from '../../support/property-runs.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { statuses } from '../hardening/server.ts'

let stack: Stack
let cookie: string

beforeAll(async () => {
  stack = await startStack()
  const browser = stack.browser()
  await browser.connect()
  cookie = browser.jar.header() ?? ''
})
afterAll(() => stack.close())

const paths = [
  '/',
  '/connect',
  '/assets/x',
  '/embed/x',
  '/embed.js',
  '/auth/login',
  '/auth/callback',
  '/auth/complete',
  '/auth/session',
  '/auth/logout',
  '/auth/handle',
  '/auth/redeem',
  '/auth/frontchannel-logout',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/v1/webhooks',
  '/api/x',
  '*',
  'x',
  '//x',
  '/%',
  '/%zz',
  '/assets/%00',
  '/assets/..%2f',
  '/index.html',
]
const names = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Connection',
  'Content-Encoding',
  'Content-Type',
  'Cookie',
  'CorrelationId',
  'Expect',
  'If-None-Match',
  'If-Modified-Since',
  'Origin',
  'Range',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Site',
  'Sec-Purpose',
  'TE',
  'Upgrade',
  'X-CSRF',
  'X-Forwarded-For',
  'X-MPC-Client',
  'X-MPC-Session',
  'X-Reveal',
  'traceparent',
  'Trailer',
  'Priority',
  'Referer',
]
// Control characters end a request in Node's parser, so most texts have none and get further.
const bytes = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 30 }) },
)
const known = fc.constantFrom(
  '1',
  '',
  'null',
  'same-origin',
  'cross-site',
  'document',
  'prefetch',
  'gzip',
  '*',
  'bytes=0-',
  'bytes=9-1',
  'bytes=-0',
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'chunked',
  'text/plain;charset="',
  'da, fi;q=0.5',
  ';;q=',
  'keep-alive',
  'close',
  'x, y',
  '100-continue',
  'Fe26.2*1*',
)
const request = fc.record({
  // Reading is what most callers do.
  method: fc.constantFrom(
    'GET',
    'GET',
    'GET',
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'QUERY',
    'LOCK',
    'X',
  ),
  path: fc
    .tuple(fc.constantFrom(...paths), fc.option(bytes, { freq: 1 }))
    .map(([path, more]) => path + (more ?? '')),
  headers: fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(known, bytes)), { maxLength: 6 }),
  authentic: fc.boolean(),
  body: fc.option(
    fc.oneof(
      bytes,
      fc.json(),
      fc.constantFrom(
        'state=x&code=y&id_token=z',
        'state=%&=&&',
        'a[]=1&__proto__=2',
        '{"id":1}',
        '[',
        '\0',
      ),
    ),
  ),
})

type Shape = typeof request extends fc.Arbitrary<infer T> ? T : never

function write({ method, path, headers, authentic, body }: Shape): string {
  const { host, origin } = new URL(stack.bff.url)
  const own = authentic ? [`Cookie: ${cookie}`, 'X-CSRF: 1', `Origin: ${origin}`] : []
  const rest = headers.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n\0]/g, '')}`)
  const length = body === null ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const line = `${method} ${path.replaceAll(/[\s\0]/g, '')} HTTP/1.1`
  return [
    line,
    `Host: ${host}`,
    ...own,
    ...rest,
    ...length,
    'Connection: close',
    '',
    body ?? '',
  ].join('\r\n')
}

function send(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(stack.bff.url).port), 'localhost')
    let answer = ''
    // Somebody who promises a trailer or an upgrade may wait for ever.
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk
    })
    socket.once('close', () => resolve(answer))
    socket.write(text)
  })
}

test('nothing that a client sends is a failure of ours', async () => {
  let good = 0
  await fc.assert(
    fc.asyncProperty(request, async (shape) => {
      const answer = await send(write(shape))
      if (answer.startsWith('HTTP/1.1 2')) good += 1
      expect(statuses(answer).filter((status) => status >= 500)).toEqual([])
    }),
    runs(500, 20),
  )
  // Else only refusals were tried.
  expect(good).toBeGreaterThan(40)
  expect(stack.bff.logLines.filter((line) => line.includes('unexpected error'))).toEqual([])
}, 280_000)
