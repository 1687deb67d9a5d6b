import { createServer, type IncomingMessage } from 'node:http'

import { listen } from '../../support/listen.ts'

interface Answer {
  readonly type?: 'text/html' | 'text/javascript'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export interface Site {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Serves small pages of one host: each host is a site of its own to the browser. */
export async function startSite(
  host: string,
  answer: (path: string, incoming: IncomingMessage) => Answer | undefined,
): Promise<Site> {
  const server = createServer((incoming, outgoing) => {
    const found = answer(incoming.url ?? '/', incoming)
    const {
      type = 'text/html',
      status = 200,
      headers = {},
      body,
    } = found ?? { status: 404, body: 'Not found.' }
    outgoing.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      ...headers,
    })
    outgoing.end(body)
  })
  const port = await listen(server, host.endsWith('.test') ? '127.0.0.1' : host)
  return {
    origin: `http://${host}:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
