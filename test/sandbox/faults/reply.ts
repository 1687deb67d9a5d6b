import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** One answer, of status 200 and JSON where it does not say otherwise. */
export interface Reply {
  readonly status?: number
  /** May say what is not true, a `content-length` for instance. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /**
   * Where it stops short: before its headers or inside its body, by silence, by a reset or by an
   * orderly end. `trickling` sends its body a byte every 50 ms; `endless` sends it over and over.
   */
  readonly stop?: 'silent' | 'stalled' | 'reset' | 'torn' | 'closed' | 'trickling' | 'endless'
}

/** The answer that would have been sent. */
export interface HonestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends an answer of any kind. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  const { status = 200, headers, body = '', stop } = reply
  const { socket } = response
  if (stop === 'silent') return
  if (stop === 'reset') {
    socket?.resetAndDestroy()
    return
  }
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  if (stop === undefined) response.end(bytes)
  else if (stop === 'trickling') trickle(response, bytes)
  else if (stop === 'endless') repeat(response, bytes)
  else {
    response.write(stop === 'closed' ? bytes : bytes.subarray(0, bytes.length / 2), () => {
      if (stop === 'torn') socket?.resetAndDestroy()
      if (stop === 'closed') socket?.end()
    })
  }
}

function trickle(response: ServerResponse, bytes: Uint8Array): void {
  let at = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 1))
    at += 1
    if (at < bytes.length) return
    clearInterval(timer)
    response.end()
  }, 50)
  response.once('close', () => clearInterval(timer))
}

/** As fast as it is read, and no faster. */
function repeat(response: ServerResponse, bytes: Uint8Array): void {
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  }
  response.on('drain', more)
  more()
}

/** Lets an answer be made, and gives it to `done` instead of the client. */
export function interceptAnswer(
  response: ServerResponse,
  done: (answer: HonestAnswer) => void,
): void {
  const chunks: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  response.writeHead = (status: number, ...more: unknown[]) => {
    response.statusCode = status
    const headers = more.find((value): value is OutgoingHttpHeaders => typeof value === 'object')
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value !== undefined) response.setHeader(name, value)
    }
    return response
  }
  response.write = (chunk: unknown) => {
    keep(chunk)
    return true
  }
  response.end = (chunk?: unknown) => {
    keep(chunk)
    // Gone are our own; the class's are there again.
    for (const name of ['writeHead', 'write', 'end']) Reflect.deleteProperty(response, name)
    const answer = {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.concat(chunks).toString(),
    }
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    done(answer)
    return response
  }
}

/** A rewriting that changes members of a JSON document; undefined takes one out. */
export function withMembers(changes: (document: Document) => Document) {
  return ({ status, body }: HonestAnswer): Reply => {
    const document: unknown = JSON.parse(body)
    if (typeof document !== 'object' || document === null) throw new Error('not a JSON object')
    return { status, body: JSON.stringify({ ...document, ...changes({ ...document }) }) }
  }
}

type Document = Readonly<Record<string, unknown>>

/** Reads nothing more from a client and sends it these bytes. */
export function sendRaw({ socket }: IncomingMessage, bytes: string): void {
  socket.end(bytes, 'latin1')
}
