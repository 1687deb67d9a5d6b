import { afterAll, beforeAll, beforeEach, describe } from 'vitest'

import { findRedis } from '../../support/redis.ts'
import { declareAcrossProcesses } from './across-processes.ts'
import { declareLogout } from './logout.ts'
import { declareMatrix } from './matrix.ts'
import { declareRedisAway } from './redis-away.ts'
import { declareRedisContent } from './redis-content.ts'
import { startWorld, type World } from './world.ts'

const redis = await findRedis()

describe.skipIf(redis === undefined)('with Redis (needs redis-server)', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ processes: 3, redis })
  }, 60_000)
  afterAll(() => world.close())
  beforeEach(async () => {
    world.use(3)
    await world.heal()
  }, 30_000)

  declareMatrix('Redis', () => world)
  declareAcrossProcesses(() => world)
  declareLogout(() => world, 1)
  declareRedisAway(() => world)
  declareRedisContent(() => world)
})
