import { randomUUID } from 'node:crypto'

import type { Deps } from '../deps.ts'
import type { LogEntry, Middleware } from './env.ts'

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
  const secure = config.publicUrl.startsWith('https:')

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
      log.info({ requestId, method, path, status, milliseconds, ...entry, ...aborted }, 'request')
    })

    c.header('X-Request-Id', requestId)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'same-origin')
    c.header('Cache-Control', 'no-store')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (secure) c.header('Strict-Transport-Security', 'max-age=31536000')
    if (incoming.headers.host !== publicHost && !probes.includes(path)) {
      return c.text('This server does not answer under that name.', 421)
    }
    return next()
  }
}
