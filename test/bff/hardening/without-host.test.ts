import { afterAll, beforeAll, expect, test } from 'vitest'

import { exchange, type Server, startServer, statuses } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

// Old balancers ask in HTTP/1.0, which has no Host header.
test.each(['/healthz', '/readyz'])('a probe of %s may come without a host', async (path) => {
  const answer = await exchange(server, `GET ${path} HTTP/1.0\r\n\r\n`)
  expect(statuses(answer)).toEqual([200])
})

test.each(['/', '/auth/session', '/api/v1/webhooks', '/embed.js'])(
  '%s is not answered without one',
  async (path) => {
    const head = `GET ${path} HTTP/1.0\r\nX-CSRF: 1\r\nCookie: ${server.cookie}\r\n\r\n`
    expect(statuses(await exchange(server, head))).toEqual([421])
  },
)

test('in HTTP/1.1 a request without a host is malformed', async () => {
  expect(statuses(await exchange(server, 'GET /healthz HTTP/1.1\r\n\r\n'))).toEqual([400])
})
