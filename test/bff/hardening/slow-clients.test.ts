import type { Socket } from 'node:net'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { apiRequests } from '../../support/requests.ts'
import { exchange, open, type Server, startServer, statuses } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer({ UPSTREAM_TIMEOUT_SECONDS: '1' })
})
afterAll(() => server.close())

/** Sends one byte now and then until the other side has had enough; gives what it said. */
function trickle(socket: Socket, start: string): Promise<string> {
  socket.write(start)
  const sending = setInterval(() => socket.write('a'), 500)
  return new Promise((resolve) => {
    let answer = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text
    })
    socket.once('close', () => {
      clearInterval(sending)
      resolve(answer)
    })
  })
}

test('100 heads that trickle in are ended, and others are served meanwhile', async () => {
  const start = `GET /connect HTTP/1.1\r\nHost: ${server.host}\r\nX-Slow: `
  const slow = Array.from({ length: 100 }, () => trickle(open(server), start))
  const probe = `GET /healthz HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`
  expect(statuses(await exchange(server, probe))).toEqual([200])
  const answers = await Promise.all(slow)
  expect(new Set(answers.flatMap(statuses))).toEqual(new Set([408]))
}, 40_000)

describe.runIf(process.env['FULL'])('in the long run', () => {
  test.concurrent('a form that trickles in is ended', async () => {
    const start = [
      'POST /auth/complete HTTP/1.1',
      `Host: ${server.host}`,
      `Origin: http://${server.host}`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 100000',
      '',
      'state=',
    ].join('\r\n')
    const answer = await trickle(open(server), start)
    expect(statuses(answer)).toEqual([408])
  }, 180_000)

  test.concurrent('a call whose body trickles in is ended, and MobilePay never gets half of it', async () => {
    server.sandbox.control.clearRequests()
    const start = [
      'POST /api/v1/webhooks HTTP/1.1',
      `Host: ${server.host}`,
      `Cookie: ${server.cookie}`,
      'X-CSRF: 1',
      'Content-Type: application/json',
      'Content-Length: 5000',
      '',
      '{"url":"',
    ].join('\r\n')
    await trickle(open(server), start)
    expect(apiRequests(server.sandbox)).toEqual([])
  }, 180_000)

  test.concurrent('a client that does not read what it asked for is ended', async () => {
    const socket = open(server)
    socket.pause()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    // More answers than the socket's own buffers hold.
    const head = `GET /embed.js HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`
    socket.write(head.repeat(2000))
    // Who reads nothing does not see the end either, unless there is something to send.
    const sending = setInterval(() => socket.write('\r\n'), 5000)
    await closed
    clearInterval(sending)
    expect(server.bff.isRunning()).toBe(true)
  }, 180_000)
})
