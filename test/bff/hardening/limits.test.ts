import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { apiRequests } from '../../support/requests.ts'
import { exchange, open, type Server, startServer, statuses } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

function get(path: string, ...headers: readonly string[]): Promise<string> {
  return exchange(
    server,
    [`GET ${path} HTTP/1.1`, `Host: ${server.host}`, ...headers, '', ''].join('\r\n'),
  )
}

describe('heads', () => {
  test('of 40 kB are refused, whichever part is the long one', async () => {
    const long = 'a'.repeat(40_000)
    for (const answer of [
      await get(`/connect?${long}`),
      await get('/connect', `X-Long: ${long}`),
      await get('/auth/session', 'X-CSRF: 1', `Cookie: ${long}`),
    ]) {
      expect(statuses(answer)).toEqual([431])
    }
  })

  test('with 3000 headers are refused', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `X-${index}: ${index}`)
    expect(statuses(await get('/connect', ...many))[0]).toBeGreaterThanOrEqual(400)
  })

  test('with a long address are no operation, and reach nobody', async () => {
    server.sandbox.control.clearRequests()
    const path = `/api/v1/webhooks?${'a'.repeat(9000)}`
    const answer = await get(path, 'X-CSRF: 1', `Cookie: ${server.cookie}`)
    expect(statuses(answer)).toEqual([400])
    expect(apiRequests(server.sandbox)).toEqual([])
  })

  test('with 200 cookies of our names connect nobody, and are no error', async () => {
    const cookies = Array.from(
      { length: 200 },
      (_, index) => `__Host-Http-mpc-tx-${index}=Fe26.2*x`,
    )
    const answer = await get('/auth/session', 'X-CSRF: 1', `Cookie: ${cookies.join('; ')}`)
    expect(statuses(answer)).toEqual([200])
    expect(answer).toContain('"connected":false')
  })
})

describe('bodies', () => {
  const paths = ['/auth/login', '/auth/callback', '/auth/complete', '/auth/handle', '/auth/redeem']

  test.each(paths)('POST %s of 1 MB is refused before it is read', async (path) => {
    for (const framing of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
      const start = framing.startsWith('C') ? '' : '40000\r\n'
      const answer = await exchange(
        server,
        [
          `POST ${path} HTTP/1.1`,
          `Host: ${server.host}`,
          `Origin: http://${server.host}`,
          'X-CSRF: 1',
          'Content-Type: application/x-www-form-urlencoded',
          framing,
          '',
          start + 'a'.repeat(300_000),
        ].join('\r\n'),
      )
      const [status = 0] = statuses(answer)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
  })

  test('a client that sends without end, to an address that takes no body, is cut off', async () => {
    const socket = open(server)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.write(
      `POST /auth/logout HTTP/1.1\r\nHost: ${server.host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    )
    const chunk = `10000\r\n${'a'.repeat(0x1_00_00)}\r\n`
    const sending = setInterval(() => socket.write(chunk), 1)
    await closed
    clearInterval(sending)
    expect(server.bff.isRunning()).toBe(true)
  })
})
