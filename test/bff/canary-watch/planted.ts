import { afterAll, beforeAll, expect, test } from 'vitest'

import { findRedis, type RedisServer, startRedis } from '../../support/redis.ts'
import { type Stack, startStack } from '../../support/stack.ts'

// Not a test of the bff's: the watch runs it with a leak planted in it, and must find that.
const plant = process.env['PLANT']
let redis: RedisServer | undefined
let stack: Stack

beforeAll(async () => {
  const binary = plant === 'redis' ? await findRedis() : undefined
  if (binary !== undefined) redis = await startRedis(binary)
  stack = await startStack({ settings: redis === undefined ? {} : { REDIS_URL: redis.url } })
})

afterAll(async () => {
  await stack.bff.deps.store.close()
  await stack.close()
  await redis?.stop()
})

/** How a token, or part of one, could get out. */
const leaks: Readonly<Record<string, (token: string, cookie: string) => unknown>> = {
  log: (token) => stack.bff.deps.log.info({ note: token.slice(10, 60) }, 'as usual'),
  'log of a cookie': (_, cookie) => stack.bff.deps.log.info({ cookie }, 'as usual'),
  metrics: (token) => stack.bff.deps.metrics.refresh(token),
  redis: (token) => stack.bff.deps.store.put('x', Buffer.from(token).toString('base64'), 60),
  async answer(token) {
    const body = JSON.stringify({ webhooks: [{ note: encodeURIComponent(token) }] })
    const fault = { kind: 'respond', status: 400, contentType: 'application/json', body } as const
    stack.sandbox.control.faults.next('api', fault)
    const browser = stack.browser()
    await browser.connect()
    await browser.call('/api/v1/paymentpoints')
  },
}

test('a merchant connects and reads', async () => {
  const browser = stack.browser()
  await browser.connect()
  const answer = await browser.call('/api/v1/webhooks')
  expect(answer.status).toBe(200)
  const token = stack.sandbox.control.requests().at(-1)?.headers.authorization?.slice(7) ?? ''
  expect(token.length).toBeGreaterThan(100)
  await leaks[plant ?? '']?.(token, browser.jar.header() ?? '')
})
