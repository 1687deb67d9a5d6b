import { Agent, request as httpRequest } from 'node:http'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'

import { describe, expect, onTestFinished, test } from 'vitest'

import { call, id, pause, startProxy, startUpstream, until } from './support.ts'

const point = '/api/v1/paymentpoints'

/** Writes as fast as it is taken, without end. */
function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const fill = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', fill)
  fill()
}

/** Calls and hangs up, `when` the answer says so. */
function hangUp(base: string, when: 'head' | number, target = point): Promise<void> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve) => {
    const request = httpRequest({ hostname, port, path: target, agent: false })
    request.on('error', () => {})
    request.on('close', resolve)
    request.on('response', (response) => {
      response.on('error', () => {})
      if (when === 'head') request.destroy()
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (typeof when === 'number' && length >= when) request.destroy()
      })
    })
    request.end()
  })
}

describe('a browser that hangs up', () => {
  test('before the head: MobilePay is let go', async () => {
    const gateway = await startUpstream(() => {})
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const request = httpRequest({ hostname, port, path: point, agent: false })
    request.on('error', () => {})
    request.end()
    await until(() => gateway.seen.length === 1)
    request.destroy()
    await until(() => gateway.connections() === 0)
    await until(() => proxy.events.length === 1)
    expect(proxy.events[0]).toContain('ClientGoneError')
  })

  test('while we wait to repeat: nothing is repeated', async () => {
    const gateway = await startUpstream((_, response) => {
      response.writeHead(503, { 'retry-after': '1' })
      response.end()
    })
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const request = httpRequest({ hostname, port, path: point, agent: false })
    request.on('error', () => {})
    request.end()
    await until(() => gateway.seen.length === 1)
    await pause(50)
    request.destroy()
    await until(() => proxy.events.length === 1)
    expect(proxy.events[0]).toContain('ClientGoneError')
    expect(gateway.seen).toHaveLength(1)
    expect(proxy.upstream.connections()).toEqual({ active: 0, idle: 1 })
  })

  test.each([
    ['at the head', 'head'],
    ['after a first piece', 1],
    ['after 5 MB', 5_000_000],
  ] as const)('%s of an endless answer: MobilePay is let go', async (_, when) => {
    const gateway = await startUpstream((_request, response) => flood(response))
    const proxy = await startProxy(gateway.url)
    await hangUp(proxy.url, when)
    await until(() => gateway.connections() === 0)
    await until(() => proxy.events.length === 1)
    expect(proxy.events).toEqual(['client_gone 200'])
    expect(proxy.upstream.connections()).toEqual({ active: 0, idle: 0 })
  })

  test('in a short answer that is still coming: MobilePay is let go', async () => {
    const gateway = await startUpstream((_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('x')
    })
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const request = httpRequest({ hostname, port, path: point, agent: false })
    request.on('error', () => {})
    request.end()
    await until(() => gateway.seen.length === 1)
    await pause(50)
    request.destroy()
    await until(() => gateway.connections() === 0)
    await until(() => proxy.events.length === 1)
    expect(proxy.events[0]).toContain('ClientGoneError')
  })

  test.each([10, 100_000])('after %i bytes of its own body: MobilePay is let go', async (sent) => {
    const gateway = await startUpstream((request) => request.resume())
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const request = httpRequest({
      hostname,
      port,
      path: '/api/v1/payments',
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': sent + 10 },
    })
    request.on('error', () => {})
    request.write(Buffer.alloc(sent))
    if (sent > 64 * 1024) await until(() => gateway.seen.length === 1)
    else await pause(50)
    request.destroy()
    await until(() => proxy.events.length === 1)
    expect(proxy.events[0]).toContain('ClientGoneError')
    await until(() => gateway.connections() === 0)
    expect(gateway.seen).toHaveLength(sent > 64 * 1024 ? 1 : 0)
  })

  test.each([
    ['beforeRead', 'GET', 0],
    ['beforeRead', 'POST', 0],
    ['beforeSend', 'GET', 1],
  ] as const)(
    'while the caller is busy, %s of a %s: MobilePay is let go, and nobody waits',
    async (step, method, calls) => {
      const gateway = await startUpstream((_, response) => flood(response))
      let reached = false
      const proxy = await startProxy(gateway.url, {
        [step]: async () => {
          reached = true
          await pause(300)
        },
      })
      const { hostname, port } = new URL(proxy.url)
      const request = httpRequest({
        hostname,
        port,
        path: '/api/v1/payments',
        method,
        agent: false,
        headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
      })
      request.on('error', () => {})
      request.end(method === 'GET' ? '' : '{}')
      await until(() => reached)
      request.destroy()
      await until(() => gateway.connections() === 0)
      await until(() => proxy.events.length === 1)
      expect(proxy.events[0]).toMatch(/client_gone 200|ClientGoneError/)
      expect(gateway.seen).toHaveLength(calls)
    },
  )

  test('half way, with a FIN, after its request', async () => {
    const gateway = await startUpstream((_, response) => flood(response))
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.end(`GET ${point} HTTP/1.1\r\nHost: a\r\n\r\n`)
    socket.resume()
    await until(() => proxy.events.length === 1)
    expect(proxy.events[0]).toMatch(/client_gone 200|ClientGoneError/)
    await until(() => gateway.connections() === 0)
    socket.destroy()
  })

  test('a browser that stops reading is ended, and MobilePay let go', async () => {
    const gateway = await startUpstream((_, response) => flood(response))
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 0.6 })
    const { hostname, port } = new URL(proxy.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    onTestFinished(() => {
      socket.destroy()
    })
    socket.write(`GET ${point} HTTP/1.1\r\nHost: a\r\n\r\n`)
    socket.pause()
    await until(() => proxy.events.length === 1)
    expect(proxy.events).toEqual(['broken 200'])
    await until(() => gateway.connections() === 0)
  })
})

test('a slow browser holds MobilePay back instead of filling our memory', async () => {
  let written = 0
  const gateway = await startUpstream((_, response) => {
    const chunk = Buffer.alloc(64 * 1024)
    const fill = () => {
      while (!response.destroyed && written < 500_000_000) {
        written += chunk.length
        if (!response.write(chunk)) return
      }
    }
    response.on('drain', fill)
    fill()
  })
  const proxy = await startProxy(gateway.url)
  const { hostname, port } = new URL(proxy.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(`GET ${point} HTTP/1.1\r\nHost: a\r\n\r\n`)
  socket.pause()
  await pause(400)
  const held = written
  await pause(200)
  expect(written).toBe(held)
  expect(held).toBeLessThan(50_000_000)
  socket.destroy()
  await until(() => gateway.connections() === 0)
})

test(
  '200 large downloads that are broken off leave process and pool in order',
  { timeout: 60_000 },
  async () => {
    const body = Buffer.alloc(8 * 1024 * 1024, 'x')
    const gateway = await startUpstream((request, response) => {
      if (request.url?.includes('refunds') === true) response.end('{"ok":true}')
      else response.writeHead(200, { 'content-length': body.length }).end(body)
    })
    const proxy = await startProxy(gateway.url)
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          hangUp(proxy.url, index === 0 ? 'head' : index * 100_000),
        ),
      )
    }
    await until(() => proxy.upstream.connections().active === 0)
    await until(() => gateway.connections() === proxy.upstream.connections().idle)
    expect(proxy.events).toHaveLength(200)
    expect(new Set(proxy.events)).toEqual(new Set(['client_gone 200']))

    const start = performance.now()
    const answer = await call(proxy.url, `/api/v1/refunds/${id}`)
    expect(answer.body.toString()).toBe('{"ok":true}')
    expect(performance.now() - start).toBeLessThan(1000)
  },
)

test('calls and hang-ups mixed on kept connections never mix answers', async () => {
  const gateway = await startUpstream((request, response) => {
    const page = /pageNumber=(\d+)/.exec(request.url ?? '')?.[1] ?? ''
    setTimeout(() => response.end(page.repeat(20_000)), Number(page) % 7)
  })
  const proxy = await startProxy(gateway.url)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  await Promise.all(
    Array.from({ length: 150 }, async (_, index) => {
      const target = `${point}?pageNumber=${index}`
      if (index % 3 === 0) return hangUp(proxy.url, 'head', target)
      const answer = await call(proxy.url, target, { agent })
      expect(answer.body.toString()).toBe(String(index).repeat(20_000))
    }),
  )
  agent.destroy()
  await until(() => proxy.upstream.connections().active === 0)
})
