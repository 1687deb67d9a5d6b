import type { Operation } from '#shared/operations.ts'

import { BffError } from '../errors.ts'
import { ClientGoneError, discardBody, whenGone } from './client.ts'
import type { Client } from './client.ts'

/**
 * The body of a request. A buffered one can be sent again; a streamed one is read once, from the
 * browser as fast as MobilePay takes it, after `start`. `length` is null where it is not announced.
 */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'buffered'; readonly bytes: Buffer }
  | { readonly kind: 'streamed'; readonly start: Buffer; readonly length: number | null }

const none: RequestBody = { kind: 'none' }

// Enough for every single write and small batches, so these survive an expired token.
const bufferedBytes = 64 * 1024

const json = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i
const jsonPatch = /^application\/json-patch\+json\s*(?:;\s*charset="?utf-8"?\s*)?$/i

/**
 * Reads a request body of up to 64 kB, or the start of a longer one.
 *
 * @throws BffError `invalid_request` for a body where the operation takes none and for one that is
 *   not JSON; `body_too_large` when it is, or says it is, longer than the operation allows.
 * @throws ClientGoneError when the browser leaves in the middle.
 */
export async function readBody(operation: Operation, client: Client): Promise<RequestBody> {
  const { headers } = client.incoming
  const announced = headers['content-length']
  const chunked = headers['transfer-encoding'] !== undefined
  if (!chunked && (announced === undefined || announced === '0')) return none

  if (operation.bodyLimit === 0) refuse(client, 'The operation takes no body.')
  const length = chunked ? null : Number(announced)
  if (length !== null && length > operation.bodyLimit) refuseTooLarge(client)
  if (!isAccepted(operation, headers['content-type'])) {
    refuse(client, 'The body must be JSON: content-type application/json.')
  }
  if (headers['content-encoding'] !== undefined) refuse(client, 'The body must not be compressed.')

  if (length !== null && length > bufferedBytes) {
    return { kind: 'streamed', start: Buffer.alloc(0), length }
  }
  const start = await readStart(client)
  return start.ended
    ? { kind: 'buffered', bytes: start.bytes }
    : { kind: 'streamed', start: start.bytes, length }
}

function isAccepted(operation: Operation, contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  return json.test(contentType) || (operation.method === 'PATCH' && jsonPatch.test(contentType))
}

/** Reads until the body ends or passes 64 kB; in the second case the rest waits, paused. */
function readStart(client: Client): Promise<{ ended: boolean; bytes: Buffer }> {
  const { incoming } = client
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (ended: boolean) => {
      incoming.off('data', onData).off('end', onEnd)
      client.onGone = null
      if (!ended) incoming.pause()
      resolve({ ended, bytes: Buffer.concat(chunks, length) })
    }
    const onEnd = () => finish(true)
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > bufferedBytes) finish(false)
    }
    whenGone(client, () => reject(new ClientGoneError()))
    incoming.on('data', onData).on('end', onEnd)
  })
}

function refuse(client: Client, message: string): never {
  discardBody(client.incoming)
  throw new BffError('invalid_request', { message })
}

function refuseTooLarge(client: Client): never {
  discardBody(client.incoming)
  throw new BffError('body_too_large')
}
