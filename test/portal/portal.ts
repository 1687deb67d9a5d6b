import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

interface PortalOptions {
  /** 0 is any free port. */
  readonly port: number
  readonly host?: string
  /** Origin of MobilePay Connect. */
  readonly connectUrl: string
  /** Under which Connect knows this portal, in `EMBED_CLIENTS`. */
  readonly clientKey: string
}

export interface Portal {
  readonly url: string
  readonly close: () => Promise<void>
}

const files = join(import.meta.dirname, 'public')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** What a portal may send of these; `?coop=same-origin&coep=require-corp` sends them here. */
const openerPolicies = ['unsafe-none', 'same-origin-allow-popups', 'same-origin']
const embedderPolicies = ['unsafe-none', 'credentialless', 'require-corp']

/**
 * Starts the back office of Fjordbook, a booking company that does not exist: an integrator's portal
 * with MobilePay Connect in it. What it serves is plain HTML, CSS and JavaScript, to copy from.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { port, host = '127.0.0.1' } = options
  const server = createServer((incoming, outgoing) => void serve(options, incoming, outgoing))
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not a TCP server')
  return {
    url: `http://${host}:${address.port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(
  { connectUrl, clientKey }: PortalOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://portal')
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  let content: Buffer | string
  try {
    // No separators, so nothing outside the folder.
    if (!/^[a-z-]+\.(html|css|js|svg)$/.test(name)) throw new Error('no such file')
    content = await readFile(join(files, name))
  } catch {
    outgoing.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.')
    return
  }
  const headers: Record<string, string> = {
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    // The two places where a portal's own policy has to name Connect: script-src and frame-src.
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${connectUrl}`,
      `frame-src ${connectUrl}`,
      "style-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
  }
  const coop = openerPolicies.find((policy) => policy === searchParams.get('coop'))
  const coep = embedderPolicies.find((policy) => policy === searchParams.get('coep'))
  if (coop !== undefined) headers['cross-origin-opener-policy'] = coop
  if (coep !== undefined) headers['cross-origin-embedder-policy'] = coep
  if (name.endsWith('.html')) {
    content = content
      .toString()
      .replaceAll('{connect}', connectUrl)
      .replaceAll('{clientKey}', clientKey)
  }
  outgoing.writeHead(200, headers).end(content)
}
