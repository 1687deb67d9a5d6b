import { connect } from 'node:net'

import { describe, expect, test } from 'vitest'

import { call, id, open, pause, startProxy, startUpstream, write } from './support.ts'

const payments = '/api/v1/payments'
const batch = `/api/subscriptions/api/providers/${id}/paymentrequests`
const json = { 'content-type': 'application/json' }
const MiB = 1024 * 1024

/** Answers as soon as it has the whole body. */
function startReading() {
  return startUpstream((request, response) => {
    request.resume()
    request.on('end', () => response.end('read'))
  })
}

describe('what is refused before MobilePay hears of it', () => {
  test.each([
    ['over 1 MiB', payments, MiB + 1],
    ['over 8 MiB of a batch', batch, 8 * MiB + 1],
  ])('%s, by its length alone', async (_, target, length) => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    const { request, response } = open(proxy.url, target, length)
    request.flushHeaders()
    const answer = await response
    expect([answer.statusCode, answer.headers['x-mpc-error']]).toEqual([413, 'body_too_large'])
    expect(gateway.seen).toHaveLength(0)
    answer.resume()
    request.destroy()
  })

  test('the sender of a body that is too large gets to read why', async () => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    const answer = await write(proxy.url, payments, Buffer.alloc(9 * MiB))
    expect(answer.headers['x-mpc-error']).toBe('body_too_large')
  })

  test('a sender that goes on without end is cut off', async () => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    const { hostname, port } = new URL(proxy.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      `POST ${payments} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${1024 * MiB}\r\n\r\n`,
    )
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (chunk) => resolve(chunk.toString()))
    })
    expect(answer).toContain('413')
    let sent = 0
    while (!socket.destroyed && sent < 200) {
      socket.write(Buffer.alloc(MiB))
      sent += 1
      await pause(2)
    }
    expect(sent).toBeGreaterThan(8)
    expect(sent).toBeLessThan(100)
  })

  test.each([
    ['GET', payments],
    ['DELETE', `/api/v1/webhooks/${id}`],
    ['POST', `/api/v1/payments/${id}/cancel`],
  ])('a body on %s %s', async (method, target) => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    for (const framing of [{ 'content-length': '2' }, { 'transfer-encoding': 'chunked' }]) {
      const answer = await call(proxy.url, target, {
        method,
        headers: { ...json, ...framing },
        body: '{}',
      })
      expect([answer.status, answer.headers['x-mpc-error']]).toEqual([400, 'invalid_request'])
    }
    expect(gateway.seen).toHaveLength(0)
  })

  test.each([
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'text/plain; application/json',
    'application/json-patch+json',
  ])('a body of type %j', async (contentType) => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, payments, {
      method: 'POST',
      headers: {
        'content-length': '2',
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      body: '{}',
    })
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([400, 'invalid_request'])
    expect(gateway.seen).toHaveLength(0)
  })

  test('a compressed body', async () => {
    const gateway = await startReading()
    const proxy = await startProxy(gateway.url)
    const answer = await write(proxy.url, payments, 'xx', { 'content-encoding': 'gzip' })
    expect(answer.status).toBe(400)
    expect(gateway.seen).toHaveLength(0)
  })
})

test.each([
  'application/json',
  'Application/JSON;charset=UTF-8',
  'application/json ; charset="utf-8"',
])('a body of type %j is taken', async (contentType) => {
  const gateway = await startReading()
  const proxy = await startProxy(gateway.url)
  const answer = await write(proxy.url, payments, '{}', { 'content-type': contentType })
  expect(answer.status).toBe(200)
  expect(gateway.seen[0]?.headers['content-type']).toBe(contentType)
})

test('a JSON Patch is taken by the operations that are one', async () => {
  const gateway = await startReading()
  const proxy = await startProxy(gateway.url)
  const answer = await call(proxy.url, `/api/subscriptions/api/providers/${id}/agreements/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json-patch+json', 'content-length': '2' },
    body: '[]',
  })
  expect(answer.status).toBe(200)
})

test('two lengths, or a length and chunks, end at the door', async () => {
  const gateway = await startReading()
  const proxy = await startProxy(gateway.url)
  const { hostname, port } = new URL(proxy.url)
  for (const framing of [
    'Content-Length: 2\r\nContent-Length: 3',
    'Content-Length: 2\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked, identity',
    'Content-Length: -1',
    'Content-Length: +2',
  ]) {
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST ${payments} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${framing}\r\n\r\n{}`,
    )
    const first = await new Promise<string>((resolve) => {
      socket.once('data', (chunk) => resolve(chunk.toString()))
      socket.once('close', () => resolve(''))
    })
    expect(first).toContain('400')
    socket.destroy()
  }
  expect(gateway.seen).toHaveLength(0)
})
