import { afterAll, beforeAll, beforeEach } from 'vitest'

import { declareLogout } from './logout.ts'
import { declareMatrix } from './matrix.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ processes: 3 })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.heal(), 30_000)

declareMatrix('memory', () => world)
declareLogout(() => world, 0)
