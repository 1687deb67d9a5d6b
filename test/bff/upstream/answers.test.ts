import { gzipSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { call, id, pause, startProxy, startRawUpstream, startUpstream } from './support.ts'

const point = '/api/v1/paymentpoints'

describe('answers that pass as they are', () => {
  test.each([400, 403, 404, 409, 412, 418, 429, 500, 501, 505, 599])('%i', async (status) => {
    const gateway = await startUpstream((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '7' })
      response.end('{"code":"x","message":"y"}')
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.body.toString()]).toEqual([status, '{"code":"x","message":"y"}'])
    expect(answer.headers['x-mpc-error']).toBeUndefined()
    expect(answer.headers['retry-after']).toBe('7')
    expect(gateway.seen).toHaveLength(1)
  })

  test.each([301, 302, 303, 307, 308])('%i, without where it leads', async (status) => {
    const other = await startUpstream((_, response) => response.end('followed'))
    const gateway = await startUpstream((_, response) => {
      response.writeHead(status, { location: `${other.url}/v1/payments` })
      response.end()
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect(answer.status).toBe(status)
    expect(answer.headers.location).toBeUndefined()
    expect(other.seen).toHaveLength(0)
  })

  test.each([204, 304])('%i, without body or length', async (status) => {
    const gateway = await startUpstream((_, response) => {
      response.writeHead(status, { etag: '"1"' })
      response.end()
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.body.length]).toEqual([status, 0])
    expect(answer.headers['content-length']).toBeUndefined()
    expect(answer.headers['transfer-encoding']).toBeUndefined()
    expect(answer.headers.etag).toBe('"1"')
  })

  test('an answer after informational ones', async () => {
    const gateway = await startUpstream((_, response) => {
      response.writeProcessing()
      response.writeEarlyHints({ link: '</a.css>; rel=preload; as=style' })
      setTimeout(() => response.end('{"a":1}'), 20)
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.body.toString()]).toEqual([200, '{"a":1}'])
    expect(answer.headers['link']).toBeUndefined()
  })

  test.each([2000, 200_000])('gzip of %i bytes stays gzip', async (size) => {
    const packed = gzipSync(
      Buffer.from(Array.from({ length: size }, (_, index) => (index * index) % 251)),
      { level: 1 },
    )
    const gateway = await startUpstream((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
      response.end(packed)
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point, { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers['content-length']).toBe(String(packed.length))
    expect(answer.body.equals(packed)).toBe(true)
  })

  test.each([0, 1, 65_535, 65_536, 65_537, 300_000])('%i bytes, announced or not', async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 256))
    const gateway = await startUpstream((request, response) => {
      if (request.url?.includes('=1') === true) response.setHeader('content-length', size)
      else response.flushHeaders()
      response.end(bytes)
    })
    const proxy = await startProxy(gateway.url)
    const announced = await call(proxy.url, `${point}?pageNumber=1`)
    const chunked = await call(proxy.url, `${point}?pageNumber=2`)
    expect(announced.body.equals(bytes)).toBe(true)
    expect(announced.headers['content-length']).toBe(String(size))
    expect(chunked.body.equals(bytes)).toBe(true)
    expect([announced.complete, chunked.complete]).toEqual([true, true])
  })

  test('a body without length that ends with its connection', async () => {
    const gateway = await startRawUpstream((socket) => {
      socket.write('HTTP/1.0 200 OK\r\n\r\nab')
      setTimeout(() => socket.end('cd'), 20)
    })
    const proxy = await startProxy(gateway.url)
    expect((await call(proxy.url, point)).body.toString()).toBe('abcd')
  })

  test('a body in several pieces of one packet', async () => {
    const gateway = await startRawUpstream((socket) => {
      const chunks = '2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n'
      socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`)
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect(answer.body.toString()).toBe('abcd')
    expect(answer.headers['content-length']).toBe('4')
  })

  test('a body that comes while the caller is still busy with the head', async () => {
    const gateway = await startUpstream((_, response) => {
      response.write('ab')
      setTimeout(() => response.end('cd'), 20)
    })
    const proxy = await startProxy(gateway.url, { beforeSend: () => pause(100) })
    for (let round = 0; round < 3; round += 1) {
      expect((await call(proxy.url, point)).body.toString()).toBe('abcd')
    }
    expect(gateway.connections()).toBe(1)
  })

  test('a long one as well, of which no more is read meanwhile than one piece', async () => {
    const bytes = Buffer.alloc(20_000_000, 'x')
    const gateway = await startUpstream((_, response) => response.end(bytes))
    let readAtFirst = 0
    const proxy = await startProxy(gateway.url, {
      async beforeSend() {
        await pause(100)
        readAtFirst = process.memoryUsage().arrayBuffers
      },
    })
    const before = process.memoryUsage().arrayBuffers
    expect((await call(proxy.url, point)).body.equals(bytes)).toBe(true)
    expect(readAtFirst - before).toBeLessThan(10_000_000)
  })
})

test('a connection that MobilePay ends is not used again, whatever became of its answer', async () => {
  const tooLong = 'x'.repeat(1024 * 1024 + 1)
  const gateway = await startRawUpstream((socket, count) => {
    const body = count === 1 ? tooLong : '{}'
    socket.write(
      `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
  })
  const proxy = await startProxy(gateway.url)
  expect((await call(proxy.url, '/api/v1/webhooks')).status).toBe(502)
  for (let round = 0; round < 3; round += 1) {
    const answer = await call(proxy.url, `/api/v1/payments/${id}/cancel`, { method: 'POST' })
    expect(answer.status).toBe(200)
  }
  expect(gateway.count()).toBe(4)
})
