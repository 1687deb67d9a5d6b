import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Deps } from '../deps.ts'
import { flatHeaders } from './common-headers.ts'

/** What a request's log line says beyond method, path, status and time. */
export interface LogEntry {
  operation?: string
  code?: string
  refreshed?: boolean
}

/** One request and its answer, from whichever listener it gets. */
export interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** Names the request in logs, in errors and on failure pages. */
  readonly requestId: string
  /** The target without its query. */
  readonly path: string
  readonly entry: LogEntry
}

/** Paths that probes and balancers ask under any name (decision 30). */
const probes = ['/healthz', '/readyz', '/metrics']

/**
 * Makes what comes first for every request: gives it an id, writes its log line when its answer is
 * over, and refuses foreign `Host` values (DNS rebinding): then it is answered, and null comes back.
 *
 * The log has the path without its query, because a query may carry what no log should keep.
 */
export function createBegin({ config, log, metrics }: Deps) {
  const publicHost = new URL(config.publicUrl).host
  const common = flatHeaders(config)

  return function begin(incoming: IncomingMessage, outgoing: ServerResponse): Exchange | null {
    const startedAt = performance.now()
    const requestId = randomUUID()
    const { method, url = '' } = incoming
    const mark = url.indexOf('?')
    const path = mark === -1 ? url : url.slice(0, mark)
    const entry: LogEntry = {}
    outgoing.on('close', () => {
      const seconds = (performance.now() - startedAt) / 1000
      const milliseconds = Math.round(seconds * 10_000) / 10
      const { statusCode: status, writableFinished } = outgoing
      const aborted = writableFinished ? undefined : true
      metrics.request(entry.operation ?? 'other', status, seconds)
      const line = { requestId, method, path, status, milliseconds, ...entry, aborted }
      // Every page is a dozen files, and probes come every few seconds.
      const isRoutine = status < 400 && (path.startsWith('/assets/') || probes.includes(path))
      if (isRoutine) log.debug(line, 'request')
      else log.info(line, 'request')
    })

    // A target with a name of its own, as for a forward proxy, is for somebody else as well.
    const isOurs = isOnlyHost(incoming, publicHost) && path.startsWith('/')
    if (isOurs || probes.includes(path)) return { incoming, outgoing, requestId, path, entry }
    const type = ['Content-Type', 'text/plain; charset=UTF-8']
    outgoing
      .writeHead(421, ['X-Request-Id', requestId, ...common, ...type])
      .end('This server does not answer under that name.')
    return null
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
