import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { createCall } from '../../web/api/client.ts'
import { ApiError } from '../../web/api/errors.ts'

const seen: {
  method: string | undefined
  url: string | undefined
  headers: object
  body: string
}[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void
let origin = ''

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body })
    answer(request, response)
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  origin = `http://127.0.0.1:${address.port}`
})

beforeEach(() => {
  seen.length = 0
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const shape = z.object({ ok: z.boolean() })

function respond(status: number, body: string, headers: Record<string, string> = {}): void {
  answer = (_, response) => response.writeHead(status, headers).end(body)
}

async function problemOf(path: string): Promise<ApiError> {
  const error: unknown = await createCall(origin)(path, shape).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof ApiError) return error
  throw new Error('the call did not fail with an ApiError', { cause: error })
}

test('a call carries the CSRF header and its query, and gives the parsed answer', async () => {
  respond(200, '{"ok":true,"more":1}')
  const query = { pagesize: '100', startdate: '2026-10-24T22:00:00Z' }
  expect(await createCall(origin)('/api/v3/x', shape, { query })).toEqual({ ok: true })
  expect(seen[0]).toMatchObject({
    method: 'GET',
    url: '/api/v3/x?pagesize=100&startdate=2026-10-24T22%3A00%3A00Z',
    headers: { 'x-csrf': '1', accept: 'application/json' },
  })
})

test('a body is sent as JSON', async () => {
  respond(200, '{"ok":true}')
  await createCall(origin)('/auth/x', shape, { method: 'POST', body: { a: 'æ' } })
  expect(seen[0]).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":"æ"}',
  })
})

test("the bff's errors are known by their header, with scope and request id", async () => {
  const body = { code: 'scope_missing', message: 'x', requestId: 'r1', scope: 'invoice' }
  respond(403, JSON.stringify(body), { 'X-MPC-Error': 'scope_missing' })
  expect(await problemOf('/api/v3/x')).toMatchObject({
    code: 'scope_missing',
    status: 403,
    requestId: 'r1',
    scope: 'invoice',
    correlationId: null,
  })
})

test("MobilePay's own errors are not mistaken for the bff's, though they have a code too", async () => {
  const body = { code: 'session_expired', message: 'No such point', correlationId: 'c1' }
  respond(400, JSON.stringify(body), { 'x-request-id': 'r2' })
  expect(await problemOf('/api/v3/x')).toMatchObject({
    code: 'mobilepay_error',
    status: 400,
    requestId: 'r2',
    correlationId: 'c1',
    detail: 'No such point',
  })
})

test.each([
  [
    'App Payments',
    { code: 'amount_too_large', message: 'm', correlationId: 'c' },
    'amount_too_large',
  ],
  [
    'Subscriptions',
    { error: 'x', error_description: { message: 'm', error_code: '70001', correlation_id: 'c' } },
    '70001',
  ],
  [
    'refunds of Subscriptions',
    { errorText: 'x', errorDetails: { message: 'm', errorCode: '60002', correlationId: 'c' } },
    '60002',
  ],
  [
    'Invoice, by its guide',
    { correlation_id: 'c', error_code: '10504', error_description: 'm', error: 'DomainError' },
    '10504',
  ],
  ['Invoice', { correlationId: 'c', errorCode: 10504, errorDescription: 'm' }, '10504'],
])(
  'the error of %s gives its reason, its words and its correlation id',
  async (_, body, reason) => {
    respond(409, JSON.stringify(body))
    expect(await problemOf('/api/x')).toMatchObject({
      code: 'mobilepay_error',
      reason,
      detail: 'm',
      correlationId: 'c',
    })
  },
)

test('a header with a code we do not know is not believed', async () => {
  respond(418, '{}', { 'X-MPC-Error': 'teapot' })
  expect((await problemOf('/api/v3/x')).code).toBe('mobilepay_error')
})

test.each([
  [401, ''],
  [403, '<html>no</html>'],
  [500, 'null'],
  [502, '[1]'],
])(
  'an answer of %i with the body %j is an error of MobilePay, without details',
  async (status, body) => {
    respond(status, body, { CorrelationId: 'c3' })
    expect(await problemOf('/api/v3/x')).toMatchObject({
      code: 'mobilepay_error',
      status,
      detail: null,
      correlationId: 'c3',
    })
  },
)

test('an error page under /auth comes from something between us and the bff', async () => {
  respond(502, '<html>Bad gateway</html>')
  expect(await problemOf('/auth/session')).toMatchObject({ code: 'unexpected_answer', status: 502 })
})

test.each([
  ['7', 7],
  ['0', 0],
  [new Date(Date.now() - 20_000).toUTCString(), 0],
  ['soon', null],
  ['-1', null],
])('Retry-After %s is %s seconds', async (value, expected) => {
  respond(429, '', { 'retry-after': value })
  expect(await problemOf('/api/v3/x')).toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: expected,
  })
})

test('Retry-After as a date is counted from now', async () => {
  respond(429, '', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })
  const { retryAfterSeconds } = await problemOf('/api/v3/x')
  expect(retryAfterSeconds).toBeGreaterThan(50)
  expect(retryAfterSeconds).toBeLessThanOrEqual(60)
})

test.each(['', 'not json', '{"ok":"yes"}', '[]'])(
  'a good status with the body %j is not what was promised',
  async (body) => {
    respond(200, body)
    expect((await problemOf('/api/v3/x')).code).toBe('unexpected_answer')
  },
)

test.each([301, 302, 307])('a redirect (%i) is not followed', async (status) => {
  respond(status, '', { location: '/elsewhere' })
  expect((await problemOf('/api/v3/x')).code).toBe('network_error')
  expect(seen).toHaveLength(1)
})

test('a call that breaks off is a network error and is not sent again', async () => {
  answer = (_, response) => response.destroy()
  expect(await problemOf('/api/v3/x')).toMatchObject({ code: 'network_error', status: 0 })
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '99' })
    response.write('{"ok"')
    setTimeout(() => response.destroy(), 20)
  }
  expect((await problemOf('/api/v3/x')).code).toBe('network_error')
  expect(seen).toHaveLength(2)
})

test('502, 503 and 504 are not repeated either', async () => {
  for (const [status, code] of [
    [502, 'upstream_unavailable'],
    [503, 'provider_unavailable'],
    [504, 'upstream_timeout'],
  ] as const) {
    respond(status, JSON.stringify({ code, message: '', requestId: 'r' }), { 'X-MPC-Error': code })
    expect((await problemOf('/api/v3/x')).code).toBe(code)
  }
  expect(seen).toHaveLength(3)
})

test('a call nobody waits for any more ends as an abort, not as an error to show', async () => {
  answer = () => undefined
  const controller = new AbortController()
  const pending = createCall(origin)('/api/v3/x', shape, { signal: controller.signal })
  setTimeout(() => controller.abort(), 20)
  await expect(pending).rejects.toHaveProperty('name', 'AbortError')
})
