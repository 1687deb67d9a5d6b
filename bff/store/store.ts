/** What can be over: one of our sessions, or (front-channel logout) one at the provider. */
export type EndedKind = 'session' | 'sid'

/** The right to do something that only one may do at a time. */
export interface Lease {
  /** Higher than that of every earlier lease; a {@link Store.put} with a lower one is refused. */
  readonly fence: number
  readonly release: () => Promise<void>
}

/**
 * What requests leave for each other for a while: successors of spent tokens, tokens too large for
 * a cookie, states already used, sessions that ended. Nothing in it opens a session by itself.
 *
 * Keys and values are texts; times are seconds. No call waits long and none throws: a store that is
 * away behaves like one process's memory, and `status` says so.
 */
export interface Store {
  readonly get: (key: string) => Promise<string | undefined>
  /** @param fence - of the lease under which the value was made; an older one changes nothing. */
  readonly put: (key: string, value: string, ttlSeconds: number, fence?: number) => Promise<void>
  /** True for the first caller with this key within its lifetime, false for every other. */
  readonly claim: (key: string, ttlSeconds: number) => Promise<boolean>
  /** Takes a lease, or undefined while somebody else has it. It lasts until released. */
  readonly lease: (key: string) => Promise<Lease | undefined>
  /** Remembers that something is over, until `until` (seconds since the epoch). */
  readonly end: (kind: EndedKind, id: string, until: number) => Promise<void>
  /** Whether it is over. Asked on every request, so it answers from this process's memory. */
  readonly isEnded: (kind: EndedKind, id: string) => boolean
  readonly status: () => 'ok' | 'degraded'
  readonly close: () => Promise<void>
}
