import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the process counts, for Prometheus. */
export interface Metrics {
  /** Requests by operation (proxied calls) or route, and status. */
  readonly request: (operation: string, status: number, seconds: number) => void
  readonly refresh: (outcome: string) => void
  readonly sessionOpened: () => void
  readonly sessionEnded: (reason: 'logout' | 'frontchannel' | 'dead' | 'replaced') => void
  /** A session cookie that did not open; `unknown_key` after a key was dropped too early. */
  readonly cookieRefused: (reason: string) => void
  /** The Prometheus text format, and its content type. */
  readonly text: () => Promise<{ readonly type: string; readonly body: string }>
}

interface Health {
  readonly store: () => 'ok' | 'degraded'
  readonly provider: () => 'unknown' | 'ok' | 'degraded'
}

/** Makes the registry of one process; `health` is asked at each scrape. */
export function createMetrics(health: Health): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'mpc_' })
  const requests = new Histogram({
    name: 'mpc_request_duration_seconds',
    help: 'Time from the request head to the end of the answer',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers,
  })
  const refreshes = new Counter({
    name: 'mpc_refresh_total',
    help: 'Steps of sessions to a later generation, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const opened = new Counter({
    name: 'mpc_sessions_opened_total',
    help: 'Logins that connected',
    registers,
  })
  const ended = new Counter({
    name: 'mpc_sessions_ended_total',
    help: 'Sessions that ended, by reason',
    labelNames: ['reason'],
    registers,
  })
  const refused = new Counter({
    name: 'mpc_session_cookies_refused_total',
    help: 'Session cookies that did not open, by reason',
    labelNames: ['reason'],
    registers,
  })
  const gauge = (name: string, help: string, isUp: () => boolean) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(isUp() ? 1 : 0)
      },
    })
  gauge('mpc_store_up', '1 while the store works as configured', () => health.store() === 'ok')
  gauge(
    'mpc_provider_up',
    '1 while the last call of MobilePay’s login endpoints was answered',
    () => health.provider() === 'ok',
  )

  return {
    request: (operation, status, seconds) =>
      requests.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds),
    refresh: (outcome) => refreshes.inc({ outcome }),
    sessionOpened: () => opened.inc(),
    sessionEnded: (reason) => ended.inc({ reason }),
    cookieRefused: (reason) => refused.inc({ reason }),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  }
}
