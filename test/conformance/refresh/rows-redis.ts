import { setTimeout as delay } from 'node:timers/promises'

import { ended, kept, type Row } from './row.ts'
import type { Scene } from './scene.ts'

const stores = ['Redis'] as const

function redisOf({ world }: Scene) {
  if (world.redis === undefined) throw new Error('this row needs Redis')
  return world.redis
}

/** What happens to Redis while sessions are refreshed. */
export const redisRows: readonly Row[] = [
  {
    name: 'Redis down',
    stores,
    async act(scene) {
      await redisOf(scene).stop()
      await scene.burst(20)
      await scene.burst(5, { cookie: scene.first })
    },
    expected: kept(1, { ok: 25 }),
  },
  {
    name: 'Redis down, and two refreshes',
    stores,
    async act(scene) {
      await scene.ask()
      await redisOf(scene).stop()
      await scene.refuseAccessTokens()
      const second = scene.jar.header() ?? ''
      await scene.burst(10)
      await scene.burst(5, { cookie: second })
    },
    expected: kept(2, { ok: 16 }, { cookies: 2 }),
  },
  {
    name: 'Redis goes down during the refresh',
    stores,
    async act(scene) {
      scene.control.faults.next('token', { kind: 'delay', milliseconds: 400 })
      const waiting = scene.burst(10)
      await scene.untilTokenCall()
      await redisOf(scene).stop()
      await waiting
      await scene.burst(5, { cookie: scene.first })
    },
    expected: kept(1, { ok: 15 }),
  },
  {
    name: 'Redis down, and a process that starts without it',
    stores,
    async act(scene) {
      await redisOf(scene).stop()
      await scene.world.restart(0)
      await scene.burst(10)
    },
    expected: kept(1, { ok: 10 }),
  },
  {
    name: 'Redis down, one request after the other over 2 processes',
    processes: 2,
    stores,
    async act(scene) {
      await redisOf(scene).stop()
      for (let turn = 0; turn < 4; turn += 1) await scene.ask()
    },
    expected: kept(1, { ok: 4 }, { writes: 1 }),
  },
  {
    name: 'Redis slow',
    stores,
    slow: true,
    async act(scene) {
      redisOf(scene).freeze()
      await scene.burst(10)
      await scene.burst(5, { cookie: scene.first })
    },
    expected: kept(1, { ok: 15 }),
  },
  {
    name: 'Redis slow, then itself again',
    stores,
    async act(scene) {
      scene.control.faults.next('token', { kind: 'delay', milliseconds: 600 })
      const waiting = scene.burst(10)
      await scene.untilTokenCall()
      redisOf(scene).freeze()
      await delay(800)
      redisOf(scene).thaw()
      await waiting
      await scene.burst(5, { cookie: scene.first })
    },
    expected: kept(1, { ok: 15 }),
  },
  {
    name: 'Redis restarted and empty, and a late cookie',
    stores,
    async act(scene) {
      await scene.ask()
      await redisOf(scene).stop()
      await redisOf(scene).start()
      await scene.ask({ cookie: scene.first })
    },
    expected: kept(1, { ok: 2 }),
  },
  {
    name: 'Redis restarted and empty, and a late cookie at another process',
    processes: 2,
    stores,
    async act(scene) {
      await scene.ask({ at: 0 })
      await redisOf(scene).stop()
      await scene.world.heal()
      await scene.ask({ at: 1, cookie: scene.first })
    },
    // Nobody is left who knows the successor: as without Redis.
    expected: ({ mode }) =>
      mode === 'ReUse'
        ? kept(2, { ok: 2 }, { cookies: 2 })
        : { ...ended(2, { ok: 1, expired: 1 }), writes: 1, cookies: 1 },
  },
  {
    name: 'Redis restarted, and a burst over 3 processes',
    processes: 3,
    stores,
    async act(scene) {
      await redisOf(scene).stop()
      await scene.world.heal()
      await scene.burst(30)
    },
    expected: kept(1, { ok: 30 }),
  },
  {
    name: 'Redis restarted during the refresh',
    stores,
    async act(scene) {
      scene.control.faults.next('token', { kind: 'delay', milliseconds: 400 })
      const waiting = scene.burst(10)
      await scene.untilTokenCall()
      await redisOf(scene).stop()
      await redisOf(scene).start()
      await waiting
      await scene.burst(5, { cookie: scene.first })
    },
    expected: kept(1, { ok: 15 }),
  },
]
