import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Operation } from '#shared/operations.ts'

import { watchClient } from './client.ts'
import type { Client } from './client.ts'
import { readBody } from './request-body.ts'
import type { RequestBody } from './request-body.ts'
import { buildForwardedHeaders, chooseCorrelationId } from './request-headers.ts'

/** A call of the browser's that was matched, but not yet read. */
export interface IncomingCall {
  readonly operation: Operation
  /** From the match, as is `search`. */
  readonly path: string
  readonly search: string
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** Serves as correlation id where it is a GUID and the browser sent none. */
  readonly requestId: string
  /** Whether the browser asked to see what the operation masks. */
  readonly reveal: boolean
}

/** A call ready to be sent, once or, where `repeatable`, again with another token. */
export interface UpstreamRequest {
  readonly operation: Operation
  readonly target: string
  readonly headers: readonly string[]
  readonly correlationId: string
  readonly body: RequestBody
  /** Whether the body is at hand for another try. */
  readonly repeatable: boolean
  /** Members to hide in the answer; empty where nothing is masked. */
  readonly masks: readonly string[]
  readonly client: Client
}

const nothing: readonly string[] = []

/**
 * Checks and reads what is needed of a call before it can be sent.
 *
 * @throws BffError `invalid_request` or `body_too_large`, see `readBody`.
 * @throws ClientGoneError when the browser leaves while its body is read.
 */
export async function readRequest(call: IncomingCall): Promise<UpstreamRequest> {
  const { operation, incoming, requestId } = call
  const client = watchClient(incoming, call.outgoing)
  const masks = call.reveal ? nothing : (operation.masks ?? nothing)
  const correlationId = chooseCorrelationId(incoming.headers, requestId)
  const body = await readBody(operation, client)
  return {
    operation,
    target: call.path + call.search,
    headers: buildForwardedHeaders(incoming.headers, correlationId, masks.length > 0),
    correlationId,
    body,
    repeatable: body.kind !== 'streamed',
    masks,
    client,
  }
}
