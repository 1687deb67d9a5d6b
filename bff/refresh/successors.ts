import { hkdfSync } from 'node:crypto'

import * as z from 'zod/mini'

import { decrypt, encrypt } from '../secret-box.ts'
import type { Store } from '../store/store.ts'

const recordSchema = z.union([
  /** The sealed session that took the place of the one with the spent token. */
  z.object({ kind: z.literal('next'), cookie: z.string() }),
  /**
   * A token answer that could not be checked yet. `receivedAt`: seconds since the epoch; `fence`:
   * of the lease under which it came, so that what becomes of it may take its place.
   */
  z.object({
    kind: z.literal('unverified'),
    body: z.string(),
    receivedAt: z.number(),
    fence: z.number(),
  }),
  /** The provider will never take this token again. */
  z.object({ kind: z.literal('dead') }),
])

export type SuccessorRecord = Readonly<z.infer<typeof recordSchema>>

/** What came of a refresh token that was spent, for requests that still carry it. */
export interface Successors {
  readonly get: (sessionId: string, spent: string) => Promise<SuccessorRecord | undefined>
  readonly put: (
    sessionId: string,
    spent: string,
    record: SuccessorRecord,
    fence?: number,
  ) => Promise<void>
  /** Under which name the right to spend that token is leased. */
  readonly leaseName: (sessionId: string, spent: string) => string
}

/**
 * Successors in the store, each under a name and a key derived from the spent token itself: whoever
 * has the old cookie can open it, and whoever has the store has nothing (architecture.md 6, rule 2).
 */
export function createSuccessors(store: Store, ttlSeconds: number): Successors {
  return {
    async get(sessionId, spent) {
      const { name, key } = derive(sessionId, spent)
      const value = await store.get(name)
      const text = value === undefined ? undefined : decrypt(key, value)
      return text === undefined ? undefined : recordSchema.parse(JSON.parse(text))
    },
    async put(sessionId, spent, record, fence) {
      const { name, key } = derive(sessionId, spent)
      await store.put(name, encrypt(key, JSON.stringify(record)), ttlSeconds, fence)
    },
    leaseName: (sessionId, spent) => derive(sessionId, spent).name,
  }
}

/** RFC 5869; the two halves of the output do not tell of each other. */
function derive(sessionId: string, spent: string) {
  const bytes = Buffer.from(hkdfSync('sha256', spent, sessionId, 'mpc/successor', 64))
  return { name: `successor:${bytes.toString('base64url', 0, 32)}`, key: bytes.subarray(32) }
}
