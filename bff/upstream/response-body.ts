import { whenGone } from './client.ts'
import type { Client } from './client.ts'
import { discardReply, readReply, type Reply } from './reply.ts'

/** What came of reading a whole response body. */
export type Collected =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too_large' | 'broken' | 'timed_out' | 'client_gone' }

const empty = Buffer.alloc(0)

/** A body that has arrived in full with its head, at no further cost; else null. */
export function takeComplete({ state, chunks }: Reply): Buffer | null {
  if (state !== 'complete') return null
  const [first = empty] = chunks
  return chunks.length > 1 ? Buffer.concat(chunks) : first
}

/** Reads a body of at most `limitBytes` within `milliseconds`; anything else is broken off. */
export function collect(
  reply: Reply,
  client: Client,
  limitBytes: number,
  milliseconds: number,
): Promise<Collected> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (collected: Collected) => {
      clearTimeout(timer)
      client.onGone = null
      resolve(collected)
      if (collected.kind !== 'whole') discardReply(reply)
    }
    const timer = setTimeout(() => finish({ kind: 'timed_out' }), milliseconds)
    whenGone(client, () => finish({ kind: 'client_gone' }))
    readReply(reply, {
      onData(chunk) {
        length += chunk.length
        if (length > limitBytes) finish({ kind: 'too_large' })
        else chunks.push(chunk)
        return true
      },
      onEnd: () => finish({ kind: 'whole', bytes: Buffer.concat(chunks, length) }),
      onBroken: () => finish({ kind: 'broken' }),
    })
  })
}
