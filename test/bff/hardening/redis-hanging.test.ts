import { connect, createServer, type Socket } from 'node:net'

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { listen } from '../../support/listen.ts'
import { findRedis, type RedisServer, startRedis } from '../../support/redis.ts'
import { tokenRequests } from '../../support/requests.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { until } from '../upstream/support.ts'

const binary = await findRedis()

/** A way to Redis on which, when told, nothing arrives any more; what was asked is kept. */
async function startWay(url: string) {
  let open = true
  let swallowed = ''
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const redis = connect(Number(new URL(url).port), '127.0.0.1')
    for (const [from, to] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => {})
      from.on('close', () => to.destroy())
      from.on('data', (bytes) => {
        if (open) to.write(bytes)
        else if (from === client) swallowed += bytes.toString('latin1')
      })
    }
  })
  const port = await listen(server)
  return {
    url: `redis://127.0.0.1:${port}`,
    hang: () => {
      open = false
    },
    /** Commands that were sent into the void, probes left out. */
    lost: () =>
      [...swallowed.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'PING'),
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

describe.skipIf(binary === undefined)('a Redis that hangs (needs redis-server)', () => {
  let redis: RedisServer
  let way: Awaited<ReturnType<typeof startWay>>
  let stack: Stack

  beforeAll(async () => {
    redis = await startRedis(binary ?? '')
  })
  afterEach(async () => {
    await stack.bff.deps.store.close()
    await stack.close()
    way.close()
  })
  afterAll(() => redis.stop())

  async function start(): Promise<void> {
    way = await startWay(redis.url)
    stack = await startStack({ settings: { REDIS_URL: way.url } })
    await until(() => stack.bff.deps.store.status() === 'ok')
  }

  test('a refresh waits for it once, not at every step', async () => {
    await start()
    const browser = stack.browser()
    await browser.connect()
    stack.bff.advance(280)
    way.hang()
    const answer = await browser.call('/api/v1/webhooks')
    expect(answer.status).toBe(200)
    expect(tokenRequests(stack.sandbox)).toHaveLength(2)
    // The look-up of a successor; what follows it was spared the wait.
    expect(way.lost()).toEqual(['GET'])
    expect(stack.bff.deps.store.status()).toBe('degraded')
  })

  test('a logout meanwhile is told to the others once it answers again', async () => {
    await start()
    try {
      const browser = stack.browser()
      await browser.connect()
      redis.freeze()
      await browser.call('/auth/logout', { method: 'POST' })
      await until(() => stack.bff.deps.store.status() === 'degraded')
      await browser.connect()
      await browser.call('/auth/logout', { method: 'POST' })
      redis.thaw()
      const ended = stack.bff.logLines
      await until(() => ended.some((line) => line.includes('redis is back')))
      const told = async () =>
        [...(await redis.dump()).entries()]
          .filter(([key]) => key === 'mpc:ended:session')
          .flatMap(([, value]) => value.split('\n'))
      let count = 0
      while (count < 2) count = (await told()).length
      expect(count).toBe(2)
    } finally {
      redis.thaw()
    }
  })
})
