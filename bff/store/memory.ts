import { createEndedSet } from './ended-set.ts'
import { createMemoryMailbox } from './memory-mailbox.ts'
import type { Store } from './store.ts'
import { trim } from './trim.ts'

interface Entry {
  readonly value: string
  readonly until: number
  readonly fence: number
}

/** Entries kept at most; the oldest go first. A successor takes about 4 kB. */
const maximumEntries = 20_000
/** Claims kept at most; one takes about 100 bytes. */
const maximumClaims = 100_000

/** What lives longer than this lies apart. */
const briefSeconds = 24 * 60 * 60

/**
 * The store of a single process. It forgets at a restart.
 *
 * @param now - seconds since the epoch.
 */
export function createMemoryStore(now: () => number): Store {
  const brief = new Map<string, Entry>()
  // Tokens too large for their cookies stay for months: what comes and goes must not push them out,
  // nor stand behind them when the map is trimmed from its old end.
  const lasting = new Map<string, Entry>()
  // Anybody can make claims by logging in: they must not push out what sessions need. The value is
  // the time until which one is taken.
  const claims = new Map<string, number>()
  const leases = new Set<string>()
  const ended = createEndedSet(now)
  let fence = 0

  function read(key: string): Entry | undefined {
    const entry = brief.get(key) ?? lasting.get(key)
    if (entry === undefined || entry.until > now()) return entry
    brief.delete(key)
    lasting.delete(key)
    return undefined
  }

  function write(key: string, entry: Entry): void {
    const entries = entry.until - now() > briefSeconds ? lasting : brief
    brief.delete(key)
    lasting.delete(key)
    entries.set(key, entry)
    trim(entries, maximumEntries, ({ until }) => until <= now())
  }

  return {
    async get(key) {
      return read(key)?.value
    },
    async put(key, value, ttlSeconds, putFence = 0) {
      if ((read(key)?.fence ?? 0) > putFence) return
      // Leases of the store that this one stands in for count as earlier ones.
      fence = Math.max(fence, putFence)
      write(key, { value, until: now() + ttlSeconds, fence: putFence })
    },
    async claim(key, ttlSeconds) {
      if ((claims.get(key) ?? 0) > now()) return false
      claims.delete(key)
      claims.set(key, now() + ttlSeconds)
      trim(claims, maximumClaims, (until) => until <= now())
      return true
    },
    async lease(key) {
      if (leases.has(key)) return undefined
      leases.add(key)
      fence += 1
      return {
        fence,
        async release() {
          leases.delete(key)
        },
      }
    },
    async end(kind, id, until) {
      ended.add(kind, id, until)
    },
    isEnded: ended.has,
    mailbox: createMemoryMailbox(now),
    status: () => 'ok',
    async close() {
      brief.clear()
      lasting.clear()
      claims.clear()
    },
  }
}
