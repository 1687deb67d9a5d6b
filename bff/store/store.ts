/**
 * What requests leave for each other for a while: successors of spent tokens, tokens too large for
 * a cookie, states already used, sessions that ended. Nothing in it opens a session by itself.
 *
 * Keys and values are texts; times are seconds.
 */
export interface Store {
  get(key: string): Promise<string | undefined>
  put(key: string, value: string, ttlSeconds: number): Promise<void>
  /** True for the first caller with this key within its lifetime, false for every other. */
  claim(key: string, ttlSeconds: number): Promise<boolean>
  /** Remembers that a session is over, until its absolute end (seconds since the epoch). */
  endSession(id: string, until: number): Promise<void>
  /** Whether a session is over. Asked on every request, so it answers from this process's memory. */
  isEnded(id: string): boolean
  status(): 'ok' | 'degraded'
}
