import { openapiDialect } from '../apis/dialect.ts'
import { merchants } from '../merchants.ts'
import { createRules } from './rules.ts'
import type { Surroundings } from './stage.ts'
import { type World, createWorld } from './world.ts'

/** All test merchants' worlds, each played when it is first looked at. */
export interface Worlds {
  readonly of: (merchantId: string) => World | undefined
  /** Unplayed ones too: only what is there from the start can be relied upon. */
  readonly all: () => readonly World[]
  /** Lets everything happen that is due by `now`, in the worlds somebody has looked at. */
  readonly advance: (now: number) => void
  /** Forgets everything done since the start and starts again on the day of `now`, with another seed if one is given. */
  readonly reset: (now: number, seed?: string) => void
}

const createAll = (now: number, surroundings: Surroundings): ReadonlyMap<string, World> =>
  new Map(merchants.map((merchant) => [merchant.id, createWorld(merchant, now, surroundings)]))

export const createWorlds = (startAt: number, given: Partial<Surroundings> = {}): Worlds => {
  const surroundings: Surroundings = {
    rules: createRules(),
    dialect: openapiDialect,
    deliver: () => {},
    seed: '',
    ...given,
  }
  let worlds = createAll(startAt, surroundings)
  return {
    of: (merchantId) => worlds.get(merchantId),
    all: () => [...worlds.values()],
    advance: (now) => {
      for (const world of worlds.values()) if (world.isOpen()) world.advance(now)
    },
    reset: (now, seed = surroundings.seed) => {
      worlds = createAll(now, { ...surroundings, seed })
    },
  }
}
