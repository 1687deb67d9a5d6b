import { createServer } from 'node:http'

import { listen } from '../../support/listen.ts'

/** A gateway that answers with who it was asked by, so that no answer can be taken for another. */
export interface Gateway {
  readonly url: string
  readonly calls: () => number
  readonly close: () => Promise<void>
}

/**
 * The body starts with the token's `merchant_id` and what the query asked for, and is as long as
 * `pageSize` kilobytes. Every hundredth call goes wrong in one of the ways that gateways do.
 */
export async function startGateway(): Promise<Gateway> {
  let calls = 0
  const server = createServer((incoming, outgoing) => {
    calls += 1
    const trouble = calls % 100
    if (trouble === 1) {
      outgoing.destroy()
      return
    }
    if (trouble === 2) {
      outgoing.writeHead(503).end('{}')
      return
    }
    const [, payload = ''] = (incoming.headers.authorization ?? '').split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}')
    const query = new URL(incoming.url ?? '/', 'http://gateway').searchParams
    const merchant =
      typeof claims === 'object' && claims !== null && 'merchant_id' in claims
        ? String(claims.merchant_id)
        : 'nobody'
    const start = JSON.stringify({ merchant, asked: query.get('pageNumber') })
    const bytes = Number(query.get('pageSize') ?? 0) * 1024
    incoming.resume().once('end', () => {
      outgoing.writeHead(trouble === 3 ? 404 : 200, { 'content-type': 'application/json' })
      // What follows the start repeats the merchant, so that a mixture shows anywhere in the body.
      outgoing.end(start + merchant.repeat(Math.ceil(bytes / merchant.length)))
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
