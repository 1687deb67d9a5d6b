import { createHash, randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

import { describe, expect, onTestFinished, test } from 'vitest'

import { BffError } from '../../../bff/errors.ts'
import {
  call,
  id,
  open,
  pause,
  startProxy,
  startRawUpstream,
  startUpstream,
  until,
  write,
} from './support.ts'
import type { Proxy } from './support.ts'

const payments = '/api/v1/payments'
const batch = `/api/subscriptions/api/providers/${id}/paymentrequests`
const json = { 'content-type': 'application/json' }
const MiB = 1024 * 1024

/** Answers with length and hash of what arrived. */
function startHashing() {
  return startUpstream((request, response) => {
    const hash = createHash('sha256')
    let length = 0
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk)
      length += chunk.length
    })
    request.on('end', () => response.end(`${length} ${hash.digest('hex')}`))
  })
}

function hashed(bytes: Buffer): string {
  return `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`
}

describe('what arrives', () => {
  test.each([1, 65_535, 65_536, 65_537, 300_000, MiB])('%i bytes, announced', async (size) => {
    const gateway = await startHashing()
    const proxy = await startProxy(gateway.url)
    const bytes = randomBytes(size)
    expect((await write(proxy.url, payments, bytes)).body.toString()).toBe(hashed(bytes))
    expect(gateway.seen[0]?.headers['content-length']).toBe(String(size))
  })

  test.each([0, 1, 65_536, 65_537, 131_072, 300_000, MiB])('%i bytes in chunks', async (size) => {
    const gateway = await startHashing()
    const proxy = await startProxy(gateway.url)
    const bytes = randomBytes(size)
    const answer = await call(proxy.url, payments, {
      method: 'POST',
      headers: { ...json, 'transfer-encoding': 'chunked' },
      body: bytes,
    })
    expect(answer.body.toString()).toBe(hashed(bytes))
  })

  test.each([60_000, 65_537, 100_000, 120_000])(
    '%i bytes in chunks that had all come before they were read',
    async (size) => {
      const gateway = await startHashing()
      const proxy = await startProxy(gateway.url, { beforeRead: () => pause(50) })
      const bytes = randomBytes(size)
      const answer = await call(proxy.url, payments, {
        method: 'POST',
        headers: { ...json, 'transfer-encoding': 'chunked' },
        body: bytes,
      })
      expect(answer.body.toString()).toBe(hashed(bytes))
    },
  )

  test('chunks that come while the caller is busy', async () => {
    const gateway = await startHashing()
    const proxy = await startProxy(gateway.url, { beforeForward: () => pause(100) })
    const bytes = randomBytes(1_000_000)
    const answer = await call(proxy.url, payments, {
      method: 'POST',
      headers: { ...json, 'transfer-encoding': 'chunked' },
      body: bytes,
    })
    expect(answer.body.toString()).toBe(hashed(bytes))
  })

  test('chunks that come slowly, past 64 kB', async () => {
    const gateway = await startHashing()
    const proxy = await startProxy(gateway.url)
    const bytes = randomBytes(100_000)
    const { request, response } = open(proxy.url, payments)
    for (let offset = 0; offset < bytes.length; offset += 10_000) {
      request.write(bytes.subarray(offset, offset + 10_000))
      await pause(5)
    }
    request.end()
    expect(await text(await response)).toBe(hashed(bytes))
  })

  test('8 MiB of a batch, no faster than MobilePay takes it', async () => {
    const paused: IncomingMessage[] = []
    const hash = createHash('sha256')
    const gateway = await startUpstream((request, response) => {
      paused.push(request)
      request.once('data', () => request.pause())
      request.on('data', (chunk: Buffer) => hash.update(chunk))
      request.on('end', () => response.end('done'))
    })
    const proxy = await startProxy(gateway.url)
    const bytes = randomBytes(8 * MiB)
    const { request, response } = open(proxy.url, batch, bytes.length)
    request.end(bytes)
    await until(() => paused.length === 1)
    await pause(300)
    // Kernel buffers towards MobilePay take up to 4 MB; the rest must wait in the browser's.
    const held = proxy.bytesRead()
    expect(held).toBeLessThan(6 * MiB)
    await pause(100)
    expect(proxy.bytesRead()).toBe(held)
    paused[0]?.resume()
    const answer = await response
    answer.resume()
    expect(answer.statusCode).toBe(200)
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('a browser that sends slowly is waited for, longer than MobilePay would be', async () => {
    const gateway = await startHashing()
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const bytes = randomBytes(100_000)
    const { request, response } = open(proxy.url, payments, bytes.length)
    request.write(bytes.subarray(0, 90_000))
    await pause(1500)
    request.end(bytes.subarray(90_000))
    const answer = await response
    answer.resume()
    expect(answer.statusCode).toBe(200)
  })

  test('MobilePay is not waited for when it does not take the body', async () => {
    const gateway = await startRawUpstream((socket) => socket.pause())
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const answer = await write(proxy.url, batch, randomBytes(8 * MiB))
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([504, 'upstream_timeout'])
  })

  test('MobilePay is not waited for when it has all of a long body and says nothing', async () => {
    const gateway = await startUpstream((request) => request.resume())
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const answer = await write(proxy.url, batch, randomBytes(MiB))
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([504, 'upstream_timeout'])
  })
})

test('a body in chunks that proves too large is broken off, and never ends at MobilePay', async () => {
  let ended = false
  let aborted = false
  const gateway = await startUpstream((request) => {
    request.on('end', () => {
      ended = true
    })
    request.on('aborted', () => {
      aborted = true
    })
    request.resume()
  })
  const proxy = await startProxy(gateway.url)
  const answer = await call(proxy.url, payments, {
    method: 'POST',
    headers: { ...json, 'transfer-encoding': 'chunked' },
    body: Buffer.alloc(MiB + 1),
  })
  expect([answer.status, answer.headers['x-mpc-error']]).toEqual([413, 'body_too_large'])
  await until(() => aborted)
  expect(ended).toBe(false)
})

test('a long body is not sent again after a 401', async () => {
  const gateway = await startUpstream((request, response) => {
    request.resume()
    request.on('end', () => {
      response.statusCode = 401
      response.end()
    })
  })
  const proxy = await startProxy(gateway.url)
  expect((await write(proxy.url, payments, Buffer.alloc(100_000))).status).toBe(401)
  expect(gateway.seen).toHaveLength(1)
})

test('an answer that comes before the whole body reaches the browser, and the connection is let go', async () => {
  const gateway = await startUpstream((request, response) => {
    request.once('data', () => {
      request.pause()
      response.statusCode = 409
      response.end('enough')
    })
  })
  const proxy = await startProxy(gateway.url)
  const answer = await write(proxy.url, batch, Buffer.alloc(8 * MiB))
  expect([answer.status, answer.body.toString()]).toEqual([409, 'enough'])
  await until(() => proxy.upstream.connections().active === 0)
  expect(proxy.upstream.connections()).toEqual({ active: 0, idle: 0 })
})

test('an answer that comes before the whole body does not stop a body that is taken', async () => {
  const gateway = await startUpstream((request, response) => {
    response.flushHeaders()
    request.pipe(response)
  })
  const proxy = await startProxy(gateway.url)
  const bytes = randomBytes(4 * MiB)
  const answer = await write(proxy.url, batch, bytes)
  expect(answer.body.equals(bytes)).toBe(true)
  await until(() => proxy.upstream.connections().active === 0)
})

test('a refused connection in the middle of a long body is upstream_unavailable', async () => {
  const gateway = await startRawUpstream((socket) => socket.resetAndDestroy())
  const proxy = await startProxy(gateway.url)
  const answer = await write(proxy.url, batch, Buffer.alloc(8 * MiB))
  expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
})

describe('after a long body that went nowhere the connection to the browser takes another call', () => {
  const long = Buffer.alloc(MiB)
  const chunked = { ...json, 'transfer-encoding': 'chunked' }

  async function callTwice(proxy: Proxy, headers: Record<string, string>) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const first = await call(proxy.url, batch, { method: 'POST', headers, body: long, agent })
    const second = await call(proxy.url, payments, { agent })
    expect(second.body.toString()).toBe('second')
    expect(proxy.connections()).toBe(1)
    return first
  }

  test.each([
    ['announced', { ...json, 'content-length': String(MiB) }],
    ['in chunks', chunked],
  ])('%s, because the answer came first', async (_, headers) => {
    const gateway = await startUpstream((request, response) => {
      if (request.method === 'GET') return response.end('second')
      request.pause()
      response.statusCode = 409
      return response.end('enough')
    })
    const proxy = await startProxy(gateway.url)
    expect((await callTwice(proxy, headers)).status).toBe(409)
  })

  test.each([
    ['announced', { ...json, 'content-length': String(MiB) }],
    ['in chunks', chunked],
  ])('%s, because MobilePay broke off', async (_, headers) => {
    const gateway = await startRawUpstream((socket, count) => {
      if (count === 1) socket.resetAndDestroy()
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond')
    })
    const proxy = await startProxy(gateway.url)
    expect((await callTwice(proxy, headers)).status).toBe(502)
  })

  test.each([
    ['announced', { ...json, 'content-length': String(MiB) }],
    ['in chunks', chunked],
  ])('%s, because the caller gave up before forwarding it', async (_, headers) => {
    const gateway = await startUpstream((_request, response) => response.end('second'))
    let count = 0
    const proxy = await startProxy(gateway.url, {
      beforeForward: async () => {
        count += 1
        if (count === 1) throw new BffError('provider_unavailable')
      },
    })
    expect((await callTwice(proxy, headers)).status).toBe(503)
  })
})
