import { hash } from 'node:crypto'

import type { Store } from '../store/store.ts'

/** Runs something once per secret within `seconds`, however often it is asked for. */
export type Once<T> = (kind: string, secret: string, run: () => Promise<T>) => Promise<T | 'used'>

/**
 * Whoever asks again in this process, at the same time or later, gets the first one's result;
 * `used` is the answer where another process ran it. The store learns a hash only (decision 15).
 */
export function createOnce<T>(store: Store, seconds: number): Once<T> {
  const results = new Map<string, Promise<T | 'used'>>()
  return function once(kind, secret, run) {
    const key = `${kind}:${hash('sha256', secret, 'base64url')}`
    const known = results.get(key)
    if (known !== undefined) return known
    const claimed = async (): Promise<T | 'used'> =>
      (await store.claim(key, seconds)) ? run() : 'used'
    const result = claimed()
    results.set(key, result)
    setTimeout(() => results.delete(key), seconds * 1000).unref()
    return result
  }
}
