import { expect, test } from 'vitest'

import { call, id, startProxy, startRawUpstream, startUpstream, write } from './support.ts'

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

async function seenWith(headers: Record<string, string>, target = '/api/v1/payments') {
  const gateway = await startUpstream((_, response) => response.end('{}'))
  const proxy = await startProxy(gateway.url)
  await call(proxy.url, target, { headers })
  const [recorded] = gateway.seen
  if (recorded === undefined) throw new Error('nothing arrived')
  return { ...recorded, host: new URL(gateway.url).host }
}

test('a plain read carries our token, the host of the gateway, a correlation id and no more', async () => {
  const { headers, host } = await seenWith({})
  expect(headers).toEqual({
    host,
    authorization: 'Bearer token-1',
    correlationid: headers['correlationid'],
    connection: 'keep-alive',
  })
  expect(headers['correlationid']).toMatch(guid)
})

test('of the browser only the listed headers go on', async () => {
  const passed = {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'idempotency-key': 'k-1',
    traceparent,
    correlationid: id,
  }
  const { headers, host } = await seenWith({
    ...passed,
    host: 'evil.example',
    authorization: 'Bearer of-the-browser',
    cookie: '__Host-Http-mpc=sealed',
    'proxy-authorization': 'Basic eA==',
    'x-csrf': '1',
    'x-reveal': '1',
    'x-mpc-client': 'portal',
    'x-forwarded-for': '10.0.0.1',
    'x-forwarded-host': 'evil.example',
    'x-mobilepay-merchant-vat-number': 'DK12345678',
    forwarded: 'for=10.0.0.1',
    via: '1.1 evil',
    'accept-language': 'da',
    'user-agent': 'browser',
    referer: 'http://127.0.0.1/secret',
    origin: 'http://127.0.0.1',
    'sec-fetch-site': 'same-origin',
    'if-none-match': '"1"',
    range: 'bytes=0-1',
    te: 'trailers',
    'keep-alive': 'timeout=5',
    'content-type': 'application/json',
    authenticateduser: id,
    tracestate: 'a=b',
    baggage: 'a=b',
  })
  expect(headers).toEqual({
    ...passed,
    'content-type': 'application/json',
    host,
    authorization: 'Bearer token-1',
    connection: 'keep-alive',
  })
})

test('what Connection names stays behind', async () => {
  const { headers } = await seenWith({
    connection: 'keep-alive, Accept , traceparent,idempotency-key,Authorization,correlationid',
    accept: 'text/html',
    traceparent,
    'idempotency-key': 'k-1',
  })
  expect(Object.keys(headers).toSorted()).toEqual([
    'authorization',
    'connection',
    'correlationid',
    'host',
  ])
  expect(headers.authorization).toBe('Bearer token-1')
  expect(headers.connection).toBe('keep-alive')
})

test('an upgrade that the browser asks for is not asked of MobilePay', async () => {
  const { headers } = await seenWith({ connection: 'upgrade', upgrade: 'websocket' })
  expect(headers.upgrade).toBeUndefined()
})

test.each([
  '',
  'not-one',
  `${id}, ${id}`,
  `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
  traceparent.toUpperCase(),
  `01${traceparent.slice(2)}`,
])('%j is no traceparent and no correlation id', async (value) => {
  const { headers } = await seenWith({ traceparent: value, correlationid: value })
  expect(headers['traceparent']).toBeUndefined()
  expect(headers['correlationid']).toMatch(guid)
})

test('the request id is the correlation id where it is a GUID', async () => {
  const gateway = await startUpstream((_, response) => response.end('{}'))
  const proxy = await startProxy(gateway.url, { requestId: id })
  await call(proxy.url, '/api/v1/payments')
  expect(gateway.seen[0]?.headers['correlationid']).toBe(id)
})

test('values longer than 512 characters stay behind', async () => {
  const { headers } = await seenWith({ accept: 'a'.repeat(513) })
  expect(headers.accept).toBeUndefined()
})

test('a masked operation asks for an answer without compression, unless all is to be seen', async () => {
  const asked = { 'accept-encoding': 'gzip' }
  const masked = await seenWith(asked, '/api/v1/webhooks')
  expect(masked.headers['accept-encoding']).toBe('identity')
  const revealed = await seenWith({ ...asked, 'x-reveal': '1' }, '/api/v1/webhooks')
  expect(revealed.headers['accept-encoding']).toBe('gzip')
})

test('a path of the API base comes first, and the query last', async () => {
  const gateway = await startUpstream((_, response) => response.end('{}'))
  const proxy = await startProxy(`${gateway.url}/base/`)
  await call(proxy.url, '/api/v1/payments?pageNumber=2')
  expect(gateway.seen[0]?.url).toBe('/base/v1/payments?pageNumber=2')
})

test('a write without body says so, as does one with', async () => {
  const gateway = await startUpstream((_, response) => response.end())
  const proxy = await startProxy(gateway.url)
  await call(proxy.url, `/api/v1/payments/${id}/cancel`, { method: 'POST' })
  await write(proxy.url, '/api/v1/payments', '{"a":1}')
  expect(gateway.seen.map(({ headers }) => headers['content-length'])).toEqual(['0', '7'])
  expect(gateway.seen.map(({ headers }) => headers['transfer-encoding'])).toEqual([
    undefined,
    undefined,
  ])
})

test('of the answer only the listed headers reach the browser', async () => {
  const passed = {
    'content-type': 'application/pdf',
    'content-language': 'da',
    'content-disposition': 'attachment; filename="a.pdf"',
    'retry-after': '3',
    correlationid: id,
    etag: '"1"',
    'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT',
  }
  const gateway = await startUpstream((_, response) => {
    response.writeHead(200, {
      ...passed,
      'set-cookie': ['a=b', 'c=d'],
      location: 'https://evil.example/',
      'cache-control': 'public, max-age=600',
      'content-security-policy': "default-src 'none'",
      'access-control-allow-origin': '*',
      'strict-transport-security': 'max-age=1',
      server: 'Kestrel',
      'x-powered-by': 'ASP.NET',
      'x-mpc-error': 'session_expired',
      'www-authenticate': 'Bearer',
      'clear-site-data': '"*"',
      refresh: '0; url=https://evil.example/',
      link: '<https://evil.example/>; rel=preload',
      vary: 'accept',
      'alt-svc': 'h3=":443"',
      upgrade: 'h2c',
    })
    response.end('%PDF')
  })
  const proxy = await startProxy(gateway.url)
  const { headers } = await call(proxy.url, '/api/v1/payments')
  expect(headers).toEqual({
    ...passed,
    'content-length': '4',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    connection: 'close',
    date: headers.date,
  })
})

test('what the answer names in Connection stays behind, and trailers are dropped', async () => {
  const gateway = await startRawUpstream((socket) => {
    socket.write(
      'HTTP/1.1 200 OK\r\nConnection: keep-alive, ETag\r\nETag: "1"\r\nTrailer: ETag\r\n' +
        'Content-Type: text/plain\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '2\r\nok\r\n0\r\nETag: "2"\r\nSet-Cookie: a=b\r\n\r\n',
    )
  })
  const proxy = await startProxy(gateway.url)
  const { headers, body } = await call(proxy.url, '/api/v1/payments')
  expect(body.toString()).toBe('ok')
  expect(headers.etag).toBeUndefined()
  expect(headers.trailer).toBeUndefined()
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['content-type']).toBe('text/plain')
})

test.each([false, true])(
  'headers that the bff adds are all sent, with others set before: %s',
  async (others) => {
    const gateway = await startUpstream((_, response) => response.end('{}'))
    const proxy = await startProxy(gateway.url, {
      before: others ? { 'x-request-id': 'r' } : {},
      extra: { 'Set-Cookie': ['a=1', 'b=2'], 'X-A': 'x' },
    })
    const { headers } = await call(proxy.url, '/api/v1/payments')
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(headers['x-a']).toBe('x')
    expect(headers['x-request-id']).toBe(others ? 'r' : undefined)
    expect(headers['cache-control']).toBe('no-store')
  },
)
