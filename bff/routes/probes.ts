import { isLoopback } from '../config-values.ts'
import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { RouteContext } from './env.ts'

/** What proxies add to the requests that they pass on. */
const forwardingHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const

/** `GET /healthz`: the process answers. */
export function healthz(c: RouteContext) {
  return c.text('ok')
}

/**
 * `GET /readyz`: 503 before the first metadata of the provider is known and while the process
 * drains; then 200, saying what runs on its reserves (decision 30). Asking starts discovery.
 */
export function createReadyz(deps: Deps, draining: AbortSignal) {
  return async function readyz(c: RouteContext) {
    if (draining.aborted) return c.json({ draining: true }, 503)
    try {
      await deps.provider.metadata()
    } catch (error) {
      if (!(error instanceof BffError)) throw error
      deps.log.warn({ requestId: c.get('requestId'), ...error.log, error }, 'not ready')
      return c.json({ provider: 'unknown', store: deps.store.status() }, 503)
    }
    return c.json({ provider: deps.provider.status(), store: deps.store.status() })
  }
}

/**
 * `GET /metrics` in the Prometheus text format. On the public port it answers loopback peers only;
 * with `METRICS_PORT` it has a listener of its own and none here (decision 30).
 */
export function createMetricsRoute({ config, metrics }: Deps) {
  return async function metricsRoute(c: RouteContext) {
    const { socket, headers } = c.env.incoming
    const peer = socket.remoteAddress ?? ''
    // A proxy on this machine is a loopback peer too, but says for whom it asks.
    const isProxied = forwardingHeaders.some((name) => headers[name] !== undefined)
    // And a page elsewhere may have had its name point here (DNS rebinding).
    const isNamed = isLoopback(URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '')
    const isLocalPeer = peer === '::1' || /^(::ffff:)?127\./.test(peer)
    const local = isLocalPeer && isNamed && !isProxied
    if (config.metricsPort !== null || !local) throw new BffError('unknown_operation')
    const { type, body } = await metrics.text()
    return c.body(body, 200, { 'Content-Type': type })
  }
}
