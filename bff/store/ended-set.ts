import type { EndedKind } from './store.ts'
import { trim } from './trim.ts'

interface EndedSet {
  readonly add: (kind: EndedKind, id: string, until: number) => void
  readonly has: (kind: EndedKind, id: string) => boolean
}

/** Kept of each kind at most; an entry takes about 100 bytes. */
export const maximumEnded = 200_000

/**
 * What is over, in this process's memory. The provider's sids have a map of their own: anybody can
 * name one to the front-channel logout, and must not push sessions out of theirs (decision 23).
 *
 * @param now - seconds since the epoch.
 */
export function createEndedSet(now: () => number): EndedSet {
  const maps = { session: new Map<string, number>(), sid: new Map<string, number>() }
  return {
    add(kind, id, until) {
      const map = maps[kind]
      map.delete(id)
      map.set(id, until)
      trim(map, maximumEnded, (end) => end <= now())
    },
    has(kind, id) {
      const until = maps[kind].get(id)
      return until !== undefined && until > now()
    },
  }
}
