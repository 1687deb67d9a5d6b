import { hkdfSync } from 'node:crypto'

import * as z from 'zod/mini'

import { decrypt, encrypt } from '../secret-box.ts'
import type { Store } from '../store/store.ts'

const recordSchema = z.union([
  /** The sealed session that took the place of the one with the spent token. */
  z.object({ kind: z.literal('next'), cookie: z.string() }),
  /** A token answer that could not be checked yet; `receivedAt`: seconds since the epoch. */
  z.object({ kind: z.literal('unverified'), body: z.string(), receivedAt: z.number() }),
])

type SuccessorRecord = Readonly<z.infer<typeof recordSchema>>

/** What came of a refresh token that was spent, for requests that still carry it. */
export interface Successors {
  get(sessionId: string, spentToken: string): Promise<SuccessorRecord | undefined>
  put(sessionId: string, spentToken: string, record: SuccessorRecord): Promise<void>
}

/**
 * Successors in the store, each under a name and a key derived from the spent token itself: whoever
 * has the old cookie can open it, and whoever has the store has nothing (architecture.md 6, rule 2).
 */
export function createSuccessors(store: Store, ttlSeconds: number): Successors {
  return {
    async get(sessionId, spentToken) {
      const { name, key } = derive(sessionId, spentToken)
      const value = await store.get(name)
      const text = value === undefined ? undefined : decrypt(key, value)
      return text === undefined ? undefined : recordSchema.parse(JSON.parse(text))
    },
    async put(sessionId, spentToken, record) {
      const { name, key } = derive(sessionId, spentToken)
      await store.put(name, encrypt(key, JSON.stringify(record)), ttlSeconds)
    },
  }
}

/** RFC 5869; the two halves of the output do not tell of each other. */
function derive(sessionId: string, spentToken: string) {
  const bytes = Buffer.from(hkdfSync('sha256', spentToken, sessionId, 'mpc/successor', 64))
  return { name: `successor:${bytes.toString('base64url', 0, 32)}`, key: bytes.subarray(32) }
}
