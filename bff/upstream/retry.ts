import { randomInt } from 'node:crypto'

/** A call is sent at most three times. */
export const mostRepeats = 2

const longestWaitMilliseconds = 5000

// Then four times as long. Spread over half to one and a half of it, so that callers which failed
// together do not come back together.
const firstWaitMilliseconds = 100

/**
 * How long to wait before a call is sent again: as long as `Retry-After` says, else longer from
 * repeat to repeat, and not at all after a stale connection. Null where that is longer than 5 s or
 * than half of what is left of the time for the whole call.
 */
export function chooseDelay(
  repeats: number,
  retryAfterSeconds: number | undefined,
  stale: boolean,
  remainingMilliseconds: number,
): number | null {
  const delay = stale && repeats === 0 ? 0 : wanted(repeats, retryAfterSeconds)
  return delay > longestWaitMilliseconds || delay > remainingMilliseconds / 2 ? null : delay
}

function wanted(repeats: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000
  const base = firstWaitMilliseconds * 4 ** repeats
  return randomInt(base / 2, base * 1.5)
}

/** Seconds that a `Retry-After` header asks to wait, from now; undefined where it is none. */
export function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}
