import type { UpstreamAnswer } from './answer.ts'
import { connectShare } from './attempt.ts'
import { forwardWithin } from './forward.ts'
import { createGateway } from './gateway.ts'
import type { UpstreamRequest } from './request.ts'
import { sendAnswer } from './send.ts'
import type { ExtraHeaders, Sent } from './send.ts'

interface UpstreamOptions {
  /** Base of MobilePay's APIs, http or https; may have a path. */
  readonly apiUrl: string
  /**
   * For the head of an answer, with all repeats; a third of it to connect. Also for reading a short
   * body, and for how long a long one may stand still.
   */
  readonly timeoutSeconds: number
}

/** MobilePay's APIs, behind one pool of connections. */
export interface Upstream {
  /**
   * Sends a call with the merchant's access token. The answer may be a 401; nothing has been written
   * to the browser then, and a `repeatable` request can be forwarded again with a newer token. What
   * is returned must be sent or discarded.
   *
   * @throws BffError `upstream_unavailable` when MobilePay cannot be reached, breaks off, or says
   *   502, 503 or 504; `upstream_timeout`; `body_too_large` when a body of unknown length proves so.
   * @throws ClientGoneError when the browser leaves meanwhile.
   */
  readonly forward: (request: UpstreamRequest, accessToken: string) => Promise<UpstreamAnswer>
  /** Writes an answer to the browser; see `sendAnswer`. */
  readonly send: (answer: UpstreamAnswer, extra?: ExtraHeaders) => Promise<Sent>
  /** Connections to MobilePay: carrying a call, and waiting for one. */
  readonly connections: () => { active: number; idle: number }
  /** Ends every connection, those in use included. */
  readonly close: () => void
}

/** Prepares the way to MobilePay's APIs. Opens no connection yet. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const milliseconds = options.timeoutSeconds * 1000
  const gateway = createGateway(options.apiUrl, milliseconds / connectShare)
  return {
    forward: (request, accessToken) => forwardWithin(gateway, request, accessToken, milliseconds),
    send: (answer, extra = {}) => sendAnswer(answer, extra, milliseconds),
    connections: gateway.count,
    close: gateway.close,
  }
}
