import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

import { listen } from './listen.ts'

/** One answer that went to the browser. */
export interface RecordedAnswer {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As sent, so maybe compressed; grows while the answer is still under way. */
  readonly chunks: readonly Buffer[]
}

export interface RecordingProxy {
  readonly url: string
  readonly answers: readonly RecordedAnswer[]
  readonly close: () => Promise<void>
}

/**
 * An HTTP proxy that keeps what passes. The browser's own protocol loses bodies of pages that have
 * been left, the ones that matter most in a login; here nothing is missed. Only plain HTTP to this
 * machine goes through, so nothing else is reached either.
 */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const answers: RecordedAnswer[] = []
  const server = createServer((incoming, outgoing) => forward(answers, incoming, outgoing))
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    answers,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function forward(answers: RecordedAnswer[], incoming: IncomingMessage, outgoing: ServerResponse) {
  const { method = 'GET', url = '' } = incoming
  const target = URL.parse(url)
  if (target?.protocol !== 'http:') {
    outgoing.writeHead(400).end()
    return
  }
  const { 'proxy-connection': _, ...headers } = incoming.headers
  const upstream = request({
    host: target.hostname.endsWith('.test') ? '127.0.0.1' : target.hostname,
    port: target.port === '' ? 80 : target.port,
    path: target.pathname + target.search,
    method,
    headers,
  })
  upstream.on('response', (answer) => {
    const { statusCode: status = 0, rawHeaders } = answer
    const pairs = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    )
    const chunks: Buffer[] = []
    answers.push({ method, url, status, headers: pairs, chunks })
    answer.on('data', (chunk: Buffer) => chunks.push(chunk))
    outgoing.writeHead(status, pairs.flat())
    answer.pipe(outgoing)
  })
  // A waiting call ends when its page goes, as it would without a proxy.
  outgoing.on('close', () => upstream.destroy())
  upstream.on('error', () => outgoing.destroy())
  incoming.pipe(upstream)
}
