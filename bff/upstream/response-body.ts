import type { IncomingMessage } from 'node:http'

import { whenGone } from './client.ts'
import type { Client } from './client.ts'

/** What came of reading a whole response body. */
export type Collected =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too_large' | 'broken' | 'timed_out' | 'client_gone' }

const empty = Buffer.alloc(0)

/** A body that has arrived in full with its head, at no further cost; else null. */
export function takeComplete(response: IncomingMessage): Buffer | null {
  if (!response.complete) return null
  const bytes: unknown = response.read()
  return Buffer.isBuffer(bytes) ? bytes : empty
}

/** Reads a body of at most `limitBytes` within `milliseconds`; anything else is broken off. */
export function collect(
  response: IncomingMessage,
  client: Client,
  limitBytes: number,
  milliseconds: number,
): Promise<Collected> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    let settled = false
    const finish = (collected: Collected) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      client.onGone = null
      resolve(collected)
      if (collected.kind !== 'whole') response.destroy()
    }
    const timer = setTimeout(() => finish({ kind: 'timed_out' }), milliseconds)
    whenGone(client, () => finish({ kind: 'client_gone' }))
    response.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limitBytes) finish({ kind: 'too_large' })
      else chunks.push(chunk)
    })
    response.once('end', () => finish({ kind: 'whole', bytes: Buffer.concat(chunks, length) }))
    response.once('close', () => finish({ kind: 'broken' }))
  })
}

/** Lets go of an answer that nobody reads; its connection is kept where that costs nothing. */
export function discardResponse(response: IncomingMessage): void {
  if (response.complete) response.resume()
  else response.destroy()
}
