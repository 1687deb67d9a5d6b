import type { Store } from './store.ts'

interface Entry {
  readonly value: string
  readonly until: number
}

/** Entries kept at most; the oldest go first. A successor of a session takes about 4 kB. */
const maximumEntries = 20_000
const maximumEnded = 200_000

/**
 * The store of a single process. It forgets at a restart.
 *
 * @param now - seconds since the epoch.
 */
export function createMemoryStore(now: () => number): Store {
  const entries = new Map<string, Entry>()
  const ended = new Map<string, number>()

  function read(key: string): string | undefined {
    const entry = entries.get(key)
    if (entry === undefined) return undefined
    if (entry.until > now()) return entry.value
    entries.delete(key)
    return undefined
  }

  function write(key: string, value: string, ttlSeconds: number): void {
    entries.delete(key)
    entries.set(key, { value, until: now() + ttlSeconds })
    trim(entries, maximumEntries, (entry) => entry.until <= now())
  }

  return {
    async get(key) {
      return read(key)
    },
    async put(key, value, ttlSeconds) {
      write(key, value, ttlSeconds)
    },
    async claim(key, ttlSeconds) {
      if (read(key) !== undefined) return false
      write(key, '', ttlSeconds)
      return true
    },
    async endSession(id, until) {
      ended.delete(id)
      ended.set(id, until)
      trim(ended, maximumEnded, (end) => end <= now())
    },
    isEnded(id) {
      const until = ended.get(id)
      return until !== undefined && until > now()
    },
    status: () => 'ok',
  }
}

/** Drops what is over from the old end of the map, and the oldest where there are too many. */
function trim<T>(map: Map<string, T>, maximum: number, isOver: (value: T) => boolean): void {
  for (const [key, value] of map) {
    if (map.size <= maximum && !isOver(value)) break
    map.delete(key)
  }
}
