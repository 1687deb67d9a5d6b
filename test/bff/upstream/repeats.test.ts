import { describe, expect, test } from 'vitest'

import { chooseDelay, readRetryAfter } from '../../../bff/upstream/retry.ts'
import { call, id, startProxy, startRawUpstream, startUpstream, write } from './support.ts'

const point = '/api/v1/paymentpoints'
const cancel = `/api/v1/payments/${id}/cancel`

/** Answers with each status in turn, then with 200. */
function startFailing(statuses: readonly number[], headers: Record<string, string> = {}) {
  let count = 0
  return startUpstream((request, response) => {
    response.writeHead(statuses[count] ?? 200, headers)
    count += 1
    request.pipe(response)
  })
}

describe('what is sent again', () => {
  test.each([502, 503, 504])('a read after one or two %i', async (status) => {
    for (const statuses of [[status], [status, status]]) {
      const gateway = await startFailing(statuses)
      const proxy = await startProxy(gateway.url)
      expect((await call(proxy.url, point)).status).toBe(200)
      expect(gateway.seen).toHaveLength(statuses.length + 1)
    }
  })

  test('a read after a reset', async () => {
    const gateway = await startRawUpstream((socket, count) => {
      if (count < 3) socket.resetAndDestroy()
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    const proxy = await startProxy(gateway.url)
    expect((await call(proxy.url, point)).body.toString()).toBe('ok')
    expect(gateway.count()).toBe(3)
  })

  test('a payment with its key, body and all', async () => {
    const gateway = await startFailing([503])
    const proxy = await startProxy(gateway.url)
    const body = JSON.stringify({ idempotencyKey: id, amount: 100 })
    const answer = await write(proxy.url, '/api/v1/payments', body)
    expect([answer.status, answer.body.toString()]).toEqual([200, body])
    expect(gateway.seen).toHaveLength(2)
  })

  test('the correlation id stays the same', async () => {
    const gateway = await startFailing([503, 503])
    const proxy = await startProxy(gateway.url)
    await call(proxy.url, point)
    expect(new Set(gateway.seen.map(({ headers }) => headers['correlationid'])).size).toBe(1)
  })

  test('a wait that MobilePay asks for is kept', async () => {
    const gateway = await startFailing([503], { 'retry-after': '1' })
    const proxy = await startProxy(gateway.url)
    const start = performance.now()
    expect((await call(proxy.url, point)).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(980)
  })
})

describe('what is not', () => {
  test('anything a third time', async () => {
    const gateway = await startFailing([503, 502, 504])
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
    expect(gateway.seen).toHaveLength(3)
    expect(proxy.errors[0]).toMatchObject({ log: { status: 504, repeats: 2 } })
  })

  test.each([
    ['POST', cancel],
    ['DELETE', `/api/v1/webhooks/${id}`],
    ['PUT', `/api/invoice-restapi/api/v1/merchants/${id}/invoices/${id}/cancel`],
  ])('%s %s, after 503 or a reset', async (method, target) => {
    const failing = await startFailing([503])
    const first = await startProxy(failing.url)
    expect((await call(first.url, target, { method })).status).toBe(502)
    expect(failing.seen).toHaveLength(1)

    const resetting = await startRawUpstream((socket) => socket.resetAndDestroy())
    const second = await startProxy(resetting.url)
    expect((await call(second.url, target, { method })).status).toBe(502)
    expect(resetting.count()).toBe(1)
  })

  test('a charge that meets a connection which has just ended', async () => {
    const gateway = await startRawUpstream((socket, count) => {
      if (count === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
      else socket.resetAndDestroy()
    })
    const proxy = await startProxy(gateway.url)
    await call(proxy.url, point)
    const answer = await write(
      proxy.url,
      `/api/subscriptions/api/providers/${id}/paymentrequests`,
      '[]',
    )
    expect(answer.status).toBe(502)
    expect(gateway.count()).toBe(2)
  })

  test.each([401, 403, 404, 429, 500])('a read after %i', async (status) => {
    const gateway = await startFailing([status, status])
    const proxy = await startProxy(gateway.url, { tokens: ['same', 'same'] })
    await call(proxy.url, point)
    expect(gateway.seen).toHaveLength(status === 401 ? 2 : 1)
  })

  test('a read that MobilePay wants later than we would wait; the wait is passed on', async () => {
    const gateway = await startFailing([503], { 'retry-after': '60' })
    const proxy = await startProxy(gateway.url)
    const answer = await call(proxy.url, point)
    expect([answer.status, answer.headers['retry-after']]).toEqual([502, '60'])
    expect(gateway.seen).toHaveLength(1)
  })

  test('a read for which there is no time left', async () => {
    const gateway = await startFailing([503], { 'retry-after': '2' })
    const proxy = await startProxy(gateway.url, { timeoutSeconds: 3 })
    expect((await call(proxy.url, point)).status).toBe(502)
    expect(gateway.seen).toHaveLength(1)
  })

  test('a body too long to be kept', async () => {
    const gateway = await startFailing([503])
    const proxy = await startProxy(gateway.url)
    const answer = await write(proxy.url, '/api/v1/payments', `"${'x'.repeat(100_000)}"`)
    expect(answer.status).toBe(502)
    expect(gateway.seen).toHaveLength(1)
  })
})

test('a read that meets a connection which has just ended goes out again at once', async () => {
  const gateway = await startRawUpstream((socket, count) => {
    if (count === 2) socket.resetAndDestroy()
    else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })
  const proxy = await startProxy(gateway.url)
  await call(proxy.url, point)
  expect((await call(proxy.url, point)).body.toString()).toBe('ok')
  expect(gateway.count()).toBe(3)
})

const delays = (repeats: number) =>
  Array.from({ length: 200 }, () => chooseDelay(repeats, undefined, false, 30_000) ?? -1)

describe('how long to wait', () => {
  test('longer from repeat to repeat, spread around 0.1 s and 0.4 s', () => {
    expect(Math.min(...delays(0))).toBeGreaterThanOrEqual(50)
    expect(Math.max(...delays(0))).toBeLessThan(150)
    expect(Math.min(...delays(1))).toBeGreaterThanOrEqual(200)
    expect(Math.max(...delays(1))).toBeLessThan(600)
    expect(new Set(delays(0)).size).toBeGreaterThan(10)
  })

  test('as long as asked, up to 5 s and half of what is left', () => {
    expect(chooseDelay(0, 0, false, 30_000)).toBe(0)
    expect(chooseDelay(1, 5, false, 30_000)).toBe(5000)
    expect(chooseDelay(0, 6, false, 30_000)).toBeNull()
    expect(chooseDelay(0, 3, false, 5000)).toBeNull()
    expect(chooseDelay(0, undefined, false, 0)).toBeNull()
    expect(chooseDelay(0, undefined, true, 1)).toBe(0)
  })

  test('seconds and dates are understood, other things are no wish', () => {
    expect(readRetryAfter('3')).toBe(3)
    expect(readRetryAfter(new Date(Date.now() + 10_000).toUTCString())).toBeGreaterThanOrEqual(9)
    expect(readRetryAfter(new Date(0).toUTCString())).toBe(0)
    for (const value of [undefined, '', 'soon', '-', '1e400x']) {
      expect(readRetryAfter(value)).toBeUndefined()
    }
  })
})
