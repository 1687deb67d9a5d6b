/** What can be over: one of our sessions, or (front-channel logout) one at the provider. */
export type EndedKind = 'session' | 'sid'

/** The right to do something that only one may do at a time. */
export interface Lease {
  /** Higher than that of every earlier lease; a {@link Store.put} with a lower one is refused. */
  readonly fence: number
  readonly release: () => Promise<void>
}

/**
 * How far an embedded login is. `new`: nobody has started it; `started`: a tab is at MobilePay;
 * `done`: the answer is here, sealed; `burnt`: started twice, so nobody gets an answer.
 */
export type Mail =
  | { readonly status: 'new' | 'started' | 'burnt' }
  | { readonly status: 'done'; readonly ticket: string }

/**
 * The way of an embedded login's answer from the tab to the frame where no window reference
 * survives. Entries live ten minutes; the name of one is the hash of a secret that only the frame
 * has.
 */
export interface Mailbox {
  readonly get: (name: string) => Promise<Mail>
  /** `new` becomes `started`, anything else `burnt`; `full`: nothing was started. */
  readonly start: (name: string) => Promise<'started' | 'burnt' | 'full'>
  /** `started` becomes `done`; anything else stays. */
  readonly finish: (name: string, ticket: string) => Promise<void>
  /** Resolves when the entry may have changed, or `signal` aborts. */
  readonly changed: (name: string, signal: AbortSignal) => Promise<void>
}

/**
 * What requests leave for each other for a while: successors of spent tokens, tokens too large for
 * a cookie, states already used, sessions that ended, answers of embedded logins. Nothing in it
 * opens a session by itself.
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
  readonly mailbox: Mailbox
  readonly status: () => 'ok' | 'degraded'
  readonly close: () => Promise<void>
}

/** Seconds that an embedded login may take. */
export const mailSeconds = 600
/** Embedded logins under way at most; then new ones are refused, and none is forgotten. */
export const maximumMails = 20_000
