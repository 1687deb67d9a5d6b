import { type IncomingHttpHeaders, type Server, createServer } from 'node:http'

/** One request as a merchant's server got it. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The body, when it is JSON. */
  readonly json: unknown
}

/** Binds a free port of this machine, and says which. */
export const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

interface Answer {
  readonly status: number
  readonly body?: unknown
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** Decides what is answered from now on: 200 until then. */
  readonly answer: (decide: (request: Received) => Answer) => void
  readonly close: () => Promise<void>
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const fine = (): Answer => ({ status: 200 })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The events of callbacks that hold lists of them. */
export const eventsOf = (
  received: readonly Pick<Received, 'json'>[],
): readonly Readonly<Record<string, unknown>>[] =>
  received.flatMap(({ json }) => (Array.isArray(json) ? json.filter(isRecord) : []))

/** A merchant's server on a free port of this machine. */
export const openReceiver = async (): Promise<Receiver> => {
  const received: Received[] = []
  let decide: (request: Received) => Answer = fine
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const one = { path: request.url ?? '/', headers: request.headers, body, json: parse(body) }
      received.push(one)
      const answer = decide(one)
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: (next) => {
      decide = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
