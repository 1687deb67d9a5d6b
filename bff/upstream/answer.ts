import type { IncomingMessage } from 'node:http'

import { BffError } from '../errors.ts'
import { ClientGoneError, whenGone } from './client.ts'
import type { Client } from './client.ts'
import { maskJson } from './mask.ts'
import type { UpstreamRequest } from './request.ts'
import { collect, discardResponse, takeComplete } from './response-body.ts'
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
    | { readonly kind: 'stream'; readonly source: IncomingMessage }
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
  response: IncomingMessage,
  repeats: number,
  milliseconds: number,
): Promise<UpstreamAnswer> {
  const { client, correlationId, masks } = request
  const { statusCode: status = 0 } = response
  if (status < 200 || status > 599) throw unusable(request, response, `status ${status}`)

  const headers = buildResponseHeaders(response, masks.length > 0)
  const answer = { status, headers, correlationId, repeats, client }
  const complete = takeComplete(response)
  if (masks.length > 0) {
    if (!isPlain(response)) throw unusable(request, response, 'compressed')
    const bytes =
      complete ?? wholeOf(request, await collect(response, client, maskedBytes, milliseconds))
    return { ...answer, body: { kind: 'whole', bytes: masked(request, response, bytes) } }
  }
  if (complete !== null) return { ...answer, body: { kind: 'whole', bytes: complete } }
  if (Number(response.headers['content-length'] ?? Infinity) <= wholeBytes) {
    const bytes = wholeOf(request, await collect(response, client, wholeBytes, milliseconds))
    return { ...answer, body: { kind: 'whole', bytes } }
  }
  whenGone(client, () => response.destroy())
  return { ...answer, body: { kind: 'stream', source: response } }
}

/** Lets go of an answer that will not be sent. Every answer is either sent or discarded. */
export function discardAnswer(answer: UpstreamAnswer): void {
  if (answer.body.kind === 'stream') discardResponse(answer.body.source)
}

function masked(request: UpstreamRequest, response: IncomingMessage, bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes
  const text = maskJson(bytes, request.masks)
  if (text === null) throw unusable(request, response, 'not JSON')
  return text
}

function isPlain(response: IncomingMessage): boolean {
  const encoding = response.headers['content-encoding']
  return encoding === undefined || encoding.toLowerCase() === 'identity'
}

function wholeOf(request: UpstreamRequest, collected: Collected): Buffer {
  if (collected.kind === 'whole') return collected.bytes
  if (collected.kind === 'client_gone') throw new ClientGoneError()
  const code = collected.kind === 'timed_out' ? 'upstream_timeout' : 'upstream_unavailable'
  throw new BffError(code, { log: { operation: request.operation.id, body: collected.kind } })
}

function unusable(request: UpstreamRequest, response: IncomingMessage, reason: string): BffError {
  discardResponse(response)
  return new BffError('upstream_unavailable', { log: { operation: request.operation.id, reason } })
}
