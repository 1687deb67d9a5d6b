import { expect, test } from 'vitest'

import { askUntil } from '../../support/bff-process.ts'
import { startScene } from './scene.ts'
import type { World } from './world.ts'

/** What must hold while Redis is away, whichever way. */
export function declareRedisAway(getWorld: () => World): void {
  const ways = [
    { way: 'stopped', leave: () => getWorld().redis?.stop() },
    { way: 'hanging', leave: () => getWorld().redis?.freeze() },
  ]

  test.for(ways)(
    'Redis $way: valid access tokens work, readiness and metrics tell',
    { timeout: 30_000 },
    async ({ leave }) => {
      const world = getWorld()
      world.use(1)
      const scene = await startScene(world, 'OneTime', 300)
      await expectStore(world, 'ok')
      await leave()
      const startedAt = Date.now()
      const answers = await scene.burst(20)
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
      // Nobody waited for Redis: one call to it may take a second.
      expect(Date.now() - startedAt).toBeLessThan(1000)
      expect(scene.tokenCalls()).toEqual([])
      // No request has needed Redis yet: the process notices by itself.
      await expectStore(world, 'degraded')
      world.redis?.thaw()
      await world.redis?.start()
      await expectStore(world, 'ok')
    },
  )
}

/** What `/readyz` and `/metrics` say, or come to say within 10 s without any other request. */
async function expectStore(world: World, status: 'ok' | 'degraded'): Promise<void> {
  const url = `http://127.0.0.1:${world.member(0).port}`
  const ready = await askUntil(`${url}/readyz`, async (response) =>
    (await response.text()).includes(`"store":"${status}"`),
  )
  // It takes requests all the same: others could not serve them better.
  expect(ready.status).toBe(200)
  const metrics = await fetch(`${url}/metrics`)
  const value = /^mpc_store_up (\d)$/m.exec(await metrics.text())?.[1]
  expect(value).toBe(status === 'ok' ? '1' : '0')
}
