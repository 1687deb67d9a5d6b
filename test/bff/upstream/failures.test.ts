import { once } from 'node:events'
import { createServer } from 'node:net'

import { describe, expect, test } from 'vitest'

import { BffError } from '../../../bff/errors.ts'
import {
  call,
  id,
  pause,
  startProxy,
  startRawUpstream,
  startUpstream,
  until,
  write,
} from './support.ts'

const point = '/api/v1/paymentpoints'
const cancel = `/api/v1/payments/${id}/cancel`

/** An address where nothing listens. */
async function unusedUrl(): Promise<string> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  server.close()
  return `http://127.0.0.1:${port}`
}

describe('no answer', () => {
  test('a refused connection is upstream_unavailable', async () => {
    const proxy = await startProxy(await unusedUrl())
    const answer = await call(proxy.url, cancel, { method: 'POST' })
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
    expect(proxy.errors[0]).toMatchObject({
      cause: { code: 'ECONNREFUSED' },
      log: { operation: 'payments.cancel', repeats: 0 },
    })
  })

  test.each([
    ['a connection that is reset before the head', 'RESET'],
    ['one that is closed before the head', ''],
    ['one that is closed within the head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['a head of 40 kB', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`],
    [
      'a switch of protocols',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['a status above 599', 'HTTP/1.1 700 Odd\r\nContent-Length: 0\r\n\r\n'],
  ])('%s is upstream_unavailable', async (_, bytes) => {
    const gateway = await startRawUpstream((socket) => {
      if (bytes === 'RESET') socket.resetAndDestroy()
      else socket.end(bytes, 'latin1')
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, cancel, { method: 'POST' })
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
    expect(gateway.count()).toBe(1)
    await until(() => gateway.sockets.size === 0)
  })

  test('bytes that could not be parsed do not get into the error', async () => {
    const gateway = await startRawUpstream((socket) => socket.end('CANARY'))
    const proxy = await startProxy(gateway.url)
    await call(proxy.url, cancel, { method: 'POST' })
    const [error] = proxy.errors
    if (!(error instanceof BffError)) throw new Error('no BffError')
    expect(error.cause).toBeInstanceOf(Error)
    expect(error.cause).not.toHaveProperty('rawPacket')
  })

  test('a head that does not come in time is upstream_timeout', async () => {
    const gateway = await startUpstream(() => {})
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([504, 'upstream_timeout'])
    expect(proxy.errors[0]).toMatchObject({ log: { phase: 'head' } })
    expect(gateway.seen).toHaveLength(1)
    await until(() => gateway.connections() === 0)
  })

  test('a head that trickles in is upstream_timeout all the same', async () => {
    const gateway = await startRawUpstream((socket) => {
      const timer = setInterval(() => socket.write('A: 1\r\n'), 20)
      socket.write('HTTP/1.1 200 OK\r\n')
      socket.on('close', () => clearInterval(timer))
    })
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    expect((await call(proxy.url, point)).status).toBe(504)
    await until(() => gateway.sockets.size === 0)
  })

  test('a connection that is never made is upstream_timeout', async () => {
    // A documentation address (RFC 5737): packets to it go nowhere, or the network says so at once.
    const proxy = await startProxy('http://192.0.2.1', { timeoutSeconds: 0.6 })
    const answer = await call(proxy.url, cancel, { method: 'POST' })
    expect([502, 504]).toContain(answer.status)
  })

  test('TLS that is never agreed on is upstream_timeout while connecting', async () => {
    const gateway = await startRawUpstream(() => {})
    const proxy = await startProxy(gateway.url.replace('http:', 'https:'), { timeoutSeconds: 0.6 })
    const answer = await call(proxy.url, cancel, { method: 'POST' })
    expect(answer.status).toBe(504)
    expect(proxy.errors[0]).toMatchObject({ log: { phase: 'connect' } })
    await until(() => gateway.sockets.size === 0)
  })

  test('a token that cannot stand in a header is an error of ours and goes nowhere', async () => {
    const gateway = await startUpstream((_, response) => response.end())
    const proxy = await startProxy(gateway.url, { tokens: ['a\r\nX: 1'] })
    const answer = await call(proxy.url, point)
    expect(answer.headers['x-mpc-error']).toBe('internal')
    expect(String(proxy.errors[0])).not.toContain('X: 1')
    expect(gateway.seen).toHaveLength(0)
  })
})

describe('an answer that breaks off', () => {
  test.each([
    ['within a short body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'],
    ['before a short body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n'],
  ])('%s is upstream_unavailable, as nothing was sent yet', async (_, bytes) => {
    const gateway = await startRawUpstream((socket) => {
      socket.write(bytes)
      setTimeout(() => socket.resetAndDestroy(), 20)
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
    expect(gateway.count()).toBe(1)
  })

  test.each([
    ['with a length', 'Content-Length: 10000000'],
    ['in chunks', 'Transfer-Encoding: chunked'],
  ])('in a long body %s breaks the connection to the browser', async (_, header) => {
    const gateway = await startRawUpstream((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n11170\r\n${'x'.repeat(70_000)}`)
      setTimeout(() => socket.resetAndDestroy(), 50)
    })
    const proxy = await startProxy(gateway.url)
    const start = performance.now()
    const answer = await call(proxy.url, point)
    expect(answer.status).toBe(200)
    expect(answer.complete).toBe(false)
    expect(proxy.events).toEqual(['broken 200'])
    // At once, and not when it has stood still for too long.
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('in a long body before any of it was sent on is upstream_unavailable', async () => {
    const gateway = await startRawUpstream((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(1000)}`)
      setTimeout(() => socket.resetAndDestroy(), 20)
    })
    const proxy = await startProxy(gateway.url, { beforeSend: () => pause(100) })
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
  })

  test('a long body that stands still breaks the connection to the browser', async () => {
    const gateway = await startUpstream((_, response) => {
      response.write('x'.repeat(70_000))
    })
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const answer = await call(proxy.url, point)
    expect(answer.complete).toBe(false)
    expect(proxy.events).toEqual(['broken 200'])
    await until(() => gateway.connections() === 0)
  })

  test('a short body that trickles is upstream_timeout', async () => {
    const gateway = await startUpstream((_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    expect((await call(proxy.url, point)).status).toBe(504)
    await until(() => gateway.connections() === 0)
  })

  test('a long body that keeps moving may take longer than the timeout', async () => {
    const gateway = await startUpstream((_, response) => {
      let count = 0
      const timer = setInterval(() => {
        count += 1
        if (count < 12) response.write('x'.repeat(10_000))
        else response.end()
      }, 100)
      response.on('close', () => clearInterval(timer))
    })
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const answer = await call(proxy.url, point)
    expect([answer.complete, answer.body.length]).toEqual([true, 110_000])
  })

  test('more bytes than announced end the connection, not the answer', async () => {
    const gateway = await startRawUpstream((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more')
    })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.body.toString()]).toEqual([200, 'ok'])
    await until(() => gateway.sockets.size === 0)
    expect((await call(proxy.url, point)).body.toString()).toBe('ok')
  })
})

test('a 401 reaches the caller before anything is written, and the call is made again', async () => {
  const gateway = await startUpstream((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer fresh' ? 200 : 401
    request.pipe(response)
  })
  const proxy = await startProxy(gateway.url, { tokens: ['stale', 'fresh'] })
  const answer = await write(proxy.url, '/api/v1/payments', '{"amount":100}')
  expect([answer.status, answer.body.toString()]).toEqual([200, '{"amount":100}'])
  expect(gateway.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer stale',
    'Bearer fresh',
  ])
})

test('a long 401 that is discarded gives its connection back or ends it', async () => {
  const gateway = await startUpstream((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer fresh' ? 200 : 401
    response.end('x'.repeat(5_000_000))
  })
  const proxy = await startProxy(gateway.url, { tokens: ['stale', 'fresh'] })
  for (let round = 0; round < 5; round += 1) {
    expect((await call(proxy.url, point)).status).toBe(200)
  }
  await until(() => proxy.upstream.connections().active === 0)
})

test('connections are kept and used again, and let go at the end', async () => {
  const gateway = await startUpstream((_, response) => response.end('{}'))
  const proxy = await startProxy(gateway.url)
  for (let round = 0; round < 5; round += 1) await call(proxy.url, point)
  await until(() => proxy.upstream.connections().idle === 1)
  expect(gateway.connections()).toBe(1)
  proxy.upstream.close()
  await until(() => gateway.connections() === 0)
})

test('a connection is not used again shortly before MobilePay would close it', async () => {
  const gateway = await startRawUpstream((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2\r\nContent-Length: 2\r\n\r\nok')
  })
  const proxy = await startProxy(gateway.url)
  await call(proxy.url, point)
  expect(proxy.upstream.connections().idle).toBe(1)
  await pause(1500)
  expect(proxy.upstream.connections().idle).toBe(0)
})
