import { discardBody, whenGone } from './client.ts'
import type { Gateway } from './gateway.ts'
import { addChunk, closeReply, createReply, type Reply } from './reply.ts'
import type { UpstreamRequest } from './request.ts'
import { startUpload } from './upload.ts'
import type { Upload } from './upload.ts'

/**
 * How one try to get an answer ended. After `response` the body is still to come. `stale` says that
 * a connection from the pool broke, which usually means that it had ended just before.
 */
export type Outcome =
  | { readonly kind: 'response'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly cause: Error; readonly stale: boolean }
  | { readonly kind: 'timed_out'; readonly phase: 'connect' | 'head' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'full' }
  | { readonly kind: 'client_gone' }

/** Of 30 s in all, 10 s to connect: a dead host is noticed while there is time for another try. */
export const connectShare = 3

/**
 * Sends a request once and waits for the head of the answer, at most `milliseconds` from when the
 * request was complete. Time in which the browser is slow to send its body does not count.
 *
 * Redirects are answers like any other. Whatever happens to the connection later ends nothing.
 *
 * @throws Error where the request has something in it that cannot be sent.
 */
export function attempt(
  gateway: Gateway,
  request: UpstreamRequest,
  accessToken: string,
  milliseconds: number,
): Promise<Outcome> {
  if (request.client.gone) return Promise.resolve({ kind: 'client_gone' })
  const line = gateway.take()
  if (line === null) {
    discardBody(request.client.incoming)
    return Promise.resolve({ kind: 'full' })
  }
  return new Promise((resolve, reject) => {
    const { client, body } = request
    let phase: 'connect' | 'head' | 'over' = 'connect'
    let isConnected = false
    let wasUsed = false
    const reply = createReply(() => gateway.drop(line))
    let upload: Upload | null = null

    const settle = (outcome: Outcome) => {
      if (phase === 'over') return
      phase = 'over'
      clearTimeout(timer)
      client.onGone = null
      resolve(outcome)
      if (outcome.kind !== 'response') gateway.drop(line)
    }
    const onTimer = () => {
      if (isConnected && (phase === 'connect' || upload?.waitsForClient() === true)) {
        awaitHead(phase === 'connect' ? milliseconds - connectMilliseconds : milliseconds)
      } else {
        settle({ kind: 'timed_out', phase: isConnected ? 'head' : 'connect' })
      }
    }
    const awaitHead = (limitMilliseconds: number) => {
      phase = 'head'
      clearTimeout(timer)
      timer = setTimeout(onTimer, limitMilliseconds)
    }
    const connectMilliseconds = milliseconds / connectShare
    let timer = setTimeout(onTimer, connectMilliseconds)

    whenGone(client, () => settle({ kind: 'client_gone' }))
    if (body.kind === 'streamed') {
      upload = startUpload(client, body.start, request.operation.bodyLimit, {
        onProgress: () => {
          if (phase === 'head') awaitHead(milliseconds)
        },
        onTooLarge: () => settle({ kind: 'too_large' }),
      })
    }
    line.client.dispatch(
      {
        method: request.operation.method,
        path: gateway.basePath + request.target,
        headers: buildHeaders(gateway, request, accessToken),
        body: upload?.body ?? (body.kind === 'buffered' ? body.bytes : null),
      },
      {
        onRequestStart(controller) {
          reply.controller = controller
          isConnected = true
          wasUsed = line.isUsed
          line.isUsed = true
        },
        onResponseStart(_, status, headers) {
          if (status < 200) return
          reply.status = status
          reply.headers = headers
          settle({ kind: 'response', reply })
        },
        onResponseData(_, chunk) {
          addChunk(reply, chunk)
        },
        onResponseEnd() {
          gateway.keep(line)
          closeReply(reply, 'complete')
        },
        onResponseError(_, cause: NodeJS.ErrnoException) {
          gateway.drop(line)
          upload?.stop()
          closeReply(reply, 'broken')
          // Only what we had put together ourselves is wrong in this way.
          if (cause.code === 'UND_ERR_INVALID_ARG') reject(cause)
          settle({ kind: 'failed', cause: withoutPayload(cause), stale: wasUsed && isReset(cause) })
        },
      },
    )
  })
}

/** A flat list of names and values. Lengths of bodies at hand are added by undici. */
function buildHeaders(gateway: Gateway, request: UpstreamRequest, accessToken: string): string[] {
  const { body } = request
  const headers = ['Host', gateway.host, 'Authorization', `Bearer ${accessToken}`]
  headers.push(...request.headers)
  if (body.kind === 'streamed' && body.length !== null) {
    headers.push('Content-Length', String(body.length))
  }
  return headers
}

function isReset({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'
}

/** Undici attaches the bytes that it could not parse; they may hold secrets and must not be logged. */
function withoutPayload(cause: Error): Error {
  return 'data' in cause ? new Error(cause.message) : cause
}
