import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type {
  Agent,
  ClientRequest,
  IncomingHttpHeaders,
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { Server, Socket } from 'node:net'

import { onTestFinished } from 'vitest'

import { errorStatus } from '#shared/errors.ts'

import { BffError } from '../../../bff/errors.ts'
import { discardAnswer } from '../../../bff/upstream/answer.ts'
import { ClientGoneError } from '../../../bff/upstream/client.ts'
import { matchOperation } from '../../../bff/upstream/match.ts'
import { readRequest } from '../../../bff/upstream/request.ts'
import type { ExtraHeaders } from '../../../bff/upstream/send.ts'
import { createUpstream } from '../../../bff/upstream/upstream.ts'
import type { Upstream } from '../../../bff/upstream/upstream.ts'

/** Ids that appear in paths. */
export const id = '5fb2b0b6-8b2e-4a52-9f3b-7bd0f3d2a001'

export interface Recorded {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
}

/** A stand-in for the gateway that answers as told and remembers what it was asked. */
export async function startUpstream(
  listener: RequestListener,
): Promise<{ url: string; seen: Recorded[]; connections: () => number }> {
  const seen: Recorded[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers, rawHeaders } = request
    seen.push({ method, url, headers, rawHeaders })
    listener(request, response)
  })
  server.on('clientError', (_, socket) => socket.destroy())
  const sockets = await listen(server)
  return { url: addressOf(server), seen, connections: () => sockets.size }
}

/** The same one layer lower, for answers that are no HTTP. `onRequest` runs when a head has come. */
export async function startRawUpstream(
  onRequest: (socket: Socket, count: number) => void,
): Promise<{ url: string; count: () => number; sockets: ReadonlySet<Socket> }> {
  let count = 0
  const server = createTcpServer((socket) => {
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      head = ''
      count += 1
      onRequest(socket, count)
    })
  })
  const sockets = await listen(server)
  return { url: addressOf(server), count: () => count, sockets }
}

interface ProxyOptions {
  readonly timeoutSeconds?: number
  readonly tokens?: readonly string[]
  readonly requestId?: string
  /** Headers that middleware has set on the response before. */
  readonly before?: Readonly<Record<string, string>>
  readonly extra?: ExtraHeaders
  /** Work of the caller's between the steps, e.g. opening the session. */
  readonly beforeRead?: () => Promise<void>
  readonly beforeForward?: () => Promise<void>
  readonly beforeSend?: () => Promise<void>
}

export interface Proxy {
  readonly url: string
  readonly upstream: Upstream
  /** What became of each call: how its answer was sent, or the error. */
  readonly events: string[]
  readonly errors: unknown[]
  /** Bytes read so far from browsers that are still connected. */
  readonly bytesRead: () => number
  /** Connections of browsers so far. */
  readonly connections: () => number
}

/**
 * A server in front of `bff/upstream` that joins its parts as `routes/api.ts` does: match, read,
 * forward, once more with the next token after a 401, send.
 */
export async function startProxy(apiUrl: string, options: ProxyOptions = {}): Promise<Proxy> {
  const upstream = createUpstream({ apiUrl, timeoutSeconds: options.timeoutSeconds ?? 5 })
  const events: string[] = []
  const errors: unknown[] = []
  const server = createServer((incoming, outgoing) => {
    serve(upstream, options, incoming, outgoing).then(
      (event) => events.push(event),
      (error: unknown) => {
        errors.push(error)
        events.push(error instanceof BffError ? error.code : String(error))
        if (!(error instanceof ClientGoneError)) sendError(error, outgoing)
      },
    )
  })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const sockets = await listen(server)
  onTestFinished(() => upstream.close())
  const bytesRead = () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0)
  return {
    url: addressOf(server),
    upstream,
    events,
    errors,
    bytesRead,
    connections: () => connections,
  }
}

async function serve(
  upstream: Upstream,
  options: ProxyOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<string> {
  for (const [name, value] of Object.entries(options.before ?? {})) outgoing.setHeader(name, value)
  const match = matchOperation(incoming.method ?? '', incoming.url ?? '')
  if (match.kind !== 'match') throw new BffError(match.kind)
  const { operation, path, search } = match
  const requestId = options.requestId ?? 'request-1'
  const reveal = incoming.headers['x-reveal'] === '1'
  await options.beforeRead?.()
  const request = await readRequest({
    operation,
    path,
    search,
    incoming,
    outgoing,
    requestId,
    reveal,
  })
  const [first = 'token-1', second = 'token-2'] = options.tokens ?? []
  await options.beforeForward?.()
  let answer = await upstream.forward(request, first)
  if (answer.status === 401 && request.repeatable) {
    discardAnswer(answer)
    answer = await upstream.forward(request, second)
  }
  await options.beforeSend?.()
  return `${await upstream.send(answer, options.extra)} ${answer.status}`
}

function sendError(error: unknown, outgoing: ServerResponse): void {
  const code = error instanceof BffError ? error.code : 'internal'
  const retryAfter = error instanceof BffError ? error.retryAfterSeconds : undefined
  outgoing.setHeader('x-mpc-error', code)
  if (retryAfter !== undefined) outgoing.setHeader('retry-after', retryAfter)
  outgoing.statusCode = errorStatus[code]
  outgoing.end()
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Whether the body arrived in full. */
  readonly complete: boolean
}

interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
  readonly agent?: Agent
}

/** Calls `target`, unchanged, on the proxy. Rejects only when not even a head came back. */
export function call(base: string, target: string, options: CallOptions = {}): Promise<Answer> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        path: target,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        agent: options.agent ?? false,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => {})
        response.on('close', () => {
          const { headers, complete, statusCode = 0 } = response
          resolve({ status: statusCode, headers, body: Buffer.concat(chunks), complete })
        })
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

/** A call with a JSON body. */
export function write(
  base: string,
  target: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return call(base, target, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
  })
}

/** A request whose body the test writes by hand, in chunks unless a length is given. */
export function open(base: string, target: string, length?: number): Opened {
  const { hostname, port } = new URL(base)
  const request = httpRequest({
    hostname,
    port,
    path: target,
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      ...(length === undefined ? {} : { 'content-length': length }),
    },
  })
  request.on('error', () => {})
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('close', () => reject(new Error('closed')))
  })
  response.catch(() => {})
  return { request, response }
}

interface Opened {
  readonly request: ClientRequest
  readonly response: Promise<IncomingMessage>
}

/** Waits, at most 5 s, until `isTrue`. */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 5000
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('waited 5 s in vain')
    await pause(5)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

async function listen(server: Server): Promise<ReadonlySet<Socket>> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return sockets
}

function addressOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return `http://127.0.0.1:${address.port}`
}
