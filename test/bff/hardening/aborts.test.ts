import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { open, type Server, startServer } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

function request(line: string, ...more: readonly string[]): string {
  return [line, `Host: ${server.host}`, `Cookie: ${server.cookie}`, 'X-CSRF: 1', ...more].join(
    '\r\n',
  )
}

/** Sends and hangs up, politely or with a reset, once that many bytes have come back. */
function hangUp(bytes: string, afterBytes: number, reset: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = open(server)
    let received = 0
    const leave = () => (reset ? socket.resetAndDestroy() : socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received >= afterBytes) leave()
    })
    socket.once('close', () => resolve())
    socket.write(bytes, () => {
      if (afterBytes === 0) leave()
    })
    socket.setTimeout(2000, leave)
  })
}

function largestAsset(): string {
  const folder = join(import.meta.dirname, '../../../dist/assets')
  const [largest] = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .toSorted((one, other) => other.length - one.length)
  if (largest === undefined) throw new Error('the console was not built')
  return `/assets/${largest}`
}

test('whoever leaves, whenever, ends nothing and costs no answer to others', async () => {
  const asset = largestAsset()
  const form = 'Content-Type: application/x-www-form-urlencoded'
  const origin = `Origin: http://${server.host}`
  const shapes = [
    `${request(`GET ${asset} HTTP/1.1`)}\r\n\r\n`,
    `${request('GET /embed.js HTTP/1.1', 'Accept-Encoding: gzip, br')}\r\n\r\n`,
    `${request('GET /connect HTTP/1.1')}\r\n\r\n`,
    `${request('GET /auth/session HTTP/1.1')}\r\n\r\n`,
    `${request('GET /auth/login?merchant_vat=DK12345678 HTTP/1.1')}\r\n\r\n`,
    `${request('GET /api/v1/webhooks HTTP/1.1')}\r\n\r\n`,
    `${request('GET /api/v1/paymentpoints HTTP/1.1')}\r\n\r\n`,
    `${request('GET /metrics HTTP/1.1')}\r\n\r\n`,
    `${request('GET /readyz HTTP/1.1')}\r\n\r\n`,
    // In the middle of what they send.
    request('GET /api/v1/webhooks HTTP/1.1'),
    `${request('POST /auth/complete HTTP/1.1', origin, form, 'Content-Length: 500')}\r\n\r\nstate=abc`,
    `${request('POST /auth/login HTTP/1.1', origin, form, 'Content-Length: 500')}\r\n\r\nmerchant_`,
    `${request('POST /auth/callback HTTP/1.1', form, 'Transfer-Encoding: chunked')}\r\n\r\n5\r\ncode=`,
    `${request('POST /auth/handle HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 99')}\r\n\r\n{"a`,
    `${request('POST /api/v1/webhooks HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 999')}\r\n\r\n{"url`,
    `${request('POST /api/v1/webhooks HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}\r\n\r\n5\r\n{"url`,
  ]
  for (const reset of [true, false]) {
    for (const afterBytes of [0, 1, 20_000]) {
      await Promise.all(
        shapes.flatMap((shape) => [1, 2, 3].map(() => hangUp(shape, afterBytes, reset))),
      )
      const alive = await fetch(`http://${server.host}/healthz`)
      expect(alive.status).toBe(200)
    }
  }
  expect(server.bff.isRunning()).toBe(true)
  const answer = await fetch(`http://${server.host}/api/v1/webhooks`, {
    headers: { cookie: server.cookie, 'x-csrf': '1' },
  })
  expect(answer.status).toBe(200)
  const output = server.bff.output()
  expect(output).not.toContain('"level":50')
  // Nothing but our own lines: no library talks to the console about it.
  expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([])
}, 60_000)
