import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { LogEntry, Middleware, RouteContext } from './env.ts'

/** Paths that probes and balancers ask under any name (decision 30). */
const probes = ['/healthz', '/readyz', '/metrics']

/**
 * The first middleware: gives the request its id, writes its log line when its response is over,
 * refuses foreign `Host` values (DNS rebinding), and sets the headers that every answer has.
 *
 * The log has the path without its query, because a query may carry what no log should keep.
 */
export function createRequest({ config, log, metrics }: Deps): Middleware {
  const publicHost = new URL(config.publicUrl).host
  const setCommonHeaders = createCommonHeaders(config)

  return async function request(c, next) {
    const { incoming, outgoing } = c.env
    const startedAt = performance.now()
    const requestId = randomUUID()
    const entry: LogEntry = {}
    const path = incoming.url?.split('?', 1)[0] ?? ''
    c.set('requestId', requestId)
    c.set('entry', entry)
    outgoing.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000
      const milliseconds = Math.round(seconds * 10_000) / 10
      const { method } = incoming
      const { statusCode: status, writableFinished } = outgoing
      const aborted = writableFinished ? {} : { aborted: true }
      metrics.request(entry.operation ?? 'other', status, seconds)
      const line = { requestId, method, path, status, milliseconds, ...entry, ...aborted }
      // Every page is a dozen files, and probes come every few seconds.
      const isRoutine = status < 400 && (path.startsWith('/assets/') || probes.includes(path))
      if (isRoutine) log.debug(line, 'request')
      else log.info(line, 'request')
    })

    // The proxy writes its own, and its errors get theirs where they are turned into answers.
    if (!path.startsWith('/api/')) setCommonHeaders(c)
    // A target with a name of its own, as for a forward proxy, is for somebody else as well.
    const isOurs = isOnlyHost(incoming, publicHost) && path.startsWith('/')
    if (!isOurs && !probes.includes(path)) {
      setCommonHeaders(c)
      return c.text('This server does not answer under that name.', 421)
    }
    return next()
  }
}

/** Makes what sets the headers that every answer has, errors included. */
export function createCommonHeaders({ publicUrl }: Config): (c: RouteContext) => void {
  const isSecure = publicUrl.startsWith('https:')
  return (c) => {
    c.header('X-Request-Id', c.get('requestId'))
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'same-origin')
    c.header('Cache-Control', 'no-store')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (isSecure) c.header('Strict-Transport-Security', 'max-age=31536000')
  }
}

/** Node reads the first `Host` of several, a proxy before us maybe another (RFC 9112 section 3.2). */
function isOnlyHost({ headers, rawHeaders }: IncomingMessage, host: string): boolean {
  if (headers.host !== host) return false
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts === 1
}
