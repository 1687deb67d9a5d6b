import { merchants } from '../merchants.ts'
import { type World, createWorld } from './world.ts'

/** All test merchants' worlds, each played when it is first looked at. */
export interface Worlds {
  readonly of: (merchantId: string) => World | undefined
  /** Unplayed ones too: only what is there from the start can be relied upon. */
  readonly all: () => readonly World[]
  /** Forgets everything done since the start and starts again on the day of `now`. */
  readonly reset: (now: number) => void
}

const createAll = (now: number): ReadonlyMap<string, World> =>
  new Map(merchants.map((merchant) => [merchant.id, createWorld(merchant, now)]))

export const createWorlds = (startAt: number): Worlds => {
  let worlds = createAll(startAt)
  return {
    of: (merchantId) => worlds.get(merchantId),
    all: () => [...worlds.values()],
    reset: (now) => {
      worlds = createAll(now)
    },
  }
}
