import type { ClientRequest, IncomingMessage } from 'node:http'

import { discardBody, ignore, whenGone } from './client.ts'
import { type Gateway, isFull } from './gateway.ts'
import type { UpstreamRequest } from './request.ts'
import { startUpload } from './upload.ts'
import type { Upload } from './upload.ts'

/**
 * How one try to get an answer ended. After `response` the body is still to come. `stale` says that
 * a connection from the pool broke, which usually means that it had ended just before.
 */
export type Outcome =
  | { readonly kind: 'response'; readonly response: IncomingMessage }
  | { readonly kind: 'failed'; readonly cause: Error; readonly stale: boolean }
  | { readonly kind: 'timed_out'; readonly phase: 'connect' | 'head' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'full' }
  | { readonly kind: 'client_gone' }

// Of 30 s in all, 10 s to connect: a dead host is noticed while there is time for another try.
const connectShare = 3

/**
 * Sends a request once and waits for the head of the answer, at most `milliseconds` from when the
 * request was complete. Time in which the browser is slow to send its body does not count.
 *
 * Redirects are answers like any other. Whatever happens to the connection later ends nothing.
 */
export function attempt(
  gateway: Gateway,
  request: UpstreamRequest,
  accessToken: string,
  milliseconds: number,
): Promise<Outcome> {
  if (isFull(gateway)) {
    discardBody(request.client.incoming)
    return Promise.resolve({ kind: 'full' })
  }
  return new Promise((resolve) => {
    const { client, body } = request
    const upstream = gateway.send({
      protocol: gateway.protocol,
      hostname: gateway.hostname,
      port: gateway.port,
      agent: gateway.agent,
      method: request.operation.method,
      path: gateway.basePath + request.target,
      headers: buildHeaders(gateway, request, accessToken),
    })
    let upload: Upload | null = null
    let phase: 'connect' | 'head' | 'over' = 'connect'

    const settle = (outcome: Outcome) => {
      if (phase === 'over') return
      phase = 'over'
      clearTimeout(timer)
      client.onGone = null
      resolve(outcome)
      if (outcome.kind !== 'response') upstream.destroy()
    }
    const onTimer = () => {
      const connected = isConnected(upstream)
      if (connected && (phase === 'connect' || upload?.waitsForClient() === true)) {
        awaitHead(phase === 'connect' ? milliseconds - connectMilliseconds : milliseconds)
      } else {
        settle({ kind: 'timed_out', phase: connected ? 'head' : 'connect' })
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
    upstream.on('response', (response) => {
      response.on('error', ignore)
      // A connection on which a body was left half sent cannot carry another request.
      if (upload !== null) response.once('end', () => breakOff(upstream, upload))
      settle({ kind: 'response', response })
    })
    upstream.on('error', (cause) => {
      settle({ kind: 'failed', cause: withoutPayload(cause), stale: isStale(upstream, cause) })
    })
    upstream.once('close', () => {
      upload?.stop()
      if (phase === 'over') return
      settle({ kind: 'failed', cause: new Error('closed without an answer'), stale: false })
    })

    if (body.kind === 'none') upstream.end()
    else if (body.kind === 'buffered') upstream.end(body.bytes)
    else {
      upload = startUpload(client, body.start, request.operation.bodyLimit, upstream, {
        onProgress: () => {
          if (phase === 'head') awaitHead(milliseconds)
        },
        onTooLarge: () => settle({ kind: 'too_large' }),
      })
    }
  })
}

/** A flat list of names and values, which Node writes as it is, without adding any of its own. */
function buildHeaders(gateway: Gateway, request: UpstreamRequest, accessToken: string): string[] {
  const { body, operation } = request
  const headers = ['Host', gateway.host, 'Authorization', `Bearer ${accessToken}`]
  headers.push(...request.headers)
  if (body.kind === 'buffered') headers.push('Content-Length', String(body.bytes.length))
  else if (body.kind === 'streamed') {
    if (body.length === null) headers.push('Transfer-Encoding', 'chunked')
    else headers.push('Content-Length', String(body.length))
  } else if (operation.method !== 'GET' && operation.method !== 'DELETE') {
    headers.push('Content-Length', '0')
  }
  return headers
}

function breakOff(upstream: ClientRequest, upload: Upload | null): void {
  upload?.stop()
  if (!upstream.writableFinished) upstream.destroy()
}

function isConnected(upstream: ClientRequest): boolean {
  const { socket } = upstream
  if (socket?.connecting !== false) return false
  return !('secureConnecting' in socket && socket.secureConnecting === true)
}

function isStale(upstream: ClientRequest, cause: NodeJS.ErrnoException): boolean {
  return upstream.reusedSocket && cause.code === 'ECONNRESET'
}

/** Node attaches the bytes that it could not parse; they may hold secrets and must not be logged. */
function withoutPayload(cause: Error): Error {
  return 'rawPacket' in cause ? new Error(cause.message) : cause
}
