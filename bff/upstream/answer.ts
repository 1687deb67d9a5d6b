import { BffError } from '../errors.ts'
import { ClientGoneError, whenGone } from './client.ts'
import type { Client } from './client.ts'
import { maskJson } from './mask.ts'
import { discardReply, headerOf, type Reply } from './reply.ts'
import type { UpstreamRequest } from './request.ts'
import { collect, takeComplete } from './response-body.ts'
import type { Collected } from './response-body.ts'
import { buildResponseHeaders } from './response-headers.ts'

/**
 * MobilePay's answer, ready for the browser, of which the browser has seen nothing yet. A `whole`
 * body is at hand; a `stream` is still to be read, and holds a connection until it is sent or
 * discarded.
 */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body:
    | { readonly kind: 'whole'; readonly bytes: Buffer }
    | { readonly kind: 'stream'; readonly source: Reply }
  /** The id under which MobilePay logged the call; its own logs and errors show it. */
  readonly correlationId: string
  /** How often the call was sent again. */
  readonly repeats: number
  readonly client: Client
}

const wholeBytes = 64 * 1024
const maskedBytes = 1024 * 1024

/**
 * Turns a response whose head has arrived into an answer, with secrets hidden where the operation
 * says so. Bodies that are short, or hidden in, are read here, within `milliseconds`.
 *
 * @throws BffError `upstream_unavailable` when the body breaks off, or must be masked and is not
 *   plain JSON of at most 1 MiB; `upstream_timeout` when it takes too long.
 * @throws ClientGoneError when the browser leaves meanwhile.
 */
export async function readAnswer(
  request: UpstreamRequest,
  reply: Reply,
  repeats: number,
  milliseconds: number,
): Promise<UpstreamAnswer> {
  const { client, correlationId, masks } = request
  const { status } = reply
  if (status < 200 || status > 599) throw unusable(request, reply, `status ${status}`)

  const headers = buildResponseHeaders(reply, masks.length > 0)
  const answer = { status, headers, correlationId, repeats, client }
  const complete = takeComplete(reply)
  if (masks.length > 0) {
    if (!isPlain(reply)) throw unusable(request, reply, 'compressed')
    const bytes =
      complete ?? wholeOf(request, await collect(reply, client, maskedBytes, milliseconds))
    return { ...answer, body: { kind: 'whole', bytes: masked(request, reply, bytes) } }
  }
  if (complete !== null) return { ...answer, body: { kind: 'whole', bytes: complete } }
  if (Number(headerOf(reply, 'content-length') ?? Infinity) <= wholeBytes) {
    const bytes = wholeOf(request, await collect(reply, client, wholeBytes, milliseconds))
    return { ...answer, body: { kind: 'whole', bytes } }
  }
  whenGone(client, () => discardReply(reply))
  return { ...answer, body: { kind: 'stream', source: reply } }
}

/** Lets go of an answer that will not be sent. Every answer is either sent or discarded. */
export function discardAnswer(answer: UpstreamAnswer): void {
  if (answer.body.kind === 'stream') discardReply(answer.body.source)
}

function masked(request: UpstreamRequest, reply: Reply, bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes
  const text = maskJson(bytes, request.masks)
  if (text === null) throw unusable(request, reply, 'not JSON')
  return text
}

function isPlain(reply: Reply): boolean {
  const encoding = headerOf(reply, 'content-encoding')
  return encoding === undefined || encoding.toLowerCase() === 'identity'
}

function wholeOf(request: UpstreamRequest, collected: Collected): Buffer {
  if (collected.kind === 'whole') return collected.bytes
  if (collected.kind === 'client_gone') throw new ClientGoneError()
  const code = collected.kind === 'timed_out' ? 'upstream_timeout' : 'upstream_unavailable'
  throw new BffError(code, { log: { operation: request.operation.id, body: collected.kind } })
}

function unusable(request: UpstreamRequest, reply: Reply, reason: string): BffError {
  discardReply(reply)
  return new BffError('upstream_unavailable', { log: { operation: request.operation.id, reason } })
}
