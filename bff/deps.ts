import { randomBytes } from 'node:crypto'

import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createProvider, type Provider } from './oidc/provider.ts'
import { processRefresh, requestRefresh } from './oidc/refresh-grant.ts'
import { createRefresh, type Refresh } from './refresh/refresh.ts'
import { createSeals, type Seals } from './session/seal.ts'
import { createSessionCookies, purposeOf, type SessionCookies } from './session/session-cookie.ts'
import { nextGeneration, type Session } from './session/session.ts'
import { createMemoryStore } from './store/memory.ts'
import type { Store } from './store/store.ts'
import { createUpstream, type Upstream } from './upstream/upstream.ts'

/** What the routes work with. One set a process, made once. */
export interface Deps {
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  /** Whole seconds since the epoch. */
  readonly now: () => number
  readonly provider: Provider
  readonly seals: Seals
  readonly sessions: SessionCookies
  readonly store: Store
  readonly refresh: Refresh<Session>
  readonly upstream: Upstream
  /** The only redirect URI, as registered at MobilePay. */
  readonly redirectUri: string
}

/**
 * Joins the parts. Opens no connection yet, but for the one to Redis, whose client is a quarter of
 * all code and loaded only here.
 */
export async function createDeps(
  config: Config,
  log: Log,
  now: () => number = () => Math.floor(Date.now() / 1000),
): Promise<Deps> {
  const provider = createProvider(config, now)
  const store =
    config.redisUrl === null
      ? createMemoryStore(now)
      : (await import('./store/redis.ts')).createRedisStore(config.redisUrl, now, log)
  const metrics = createMetrics({ store: store.status, provider: provider.status })
  const seals = createSeals(config.sessionKeys, now)
  const sessions = createSessionCookies({ seals, vault: store, limits: config, now })
  const refresh = createRefresh<Session>({
    store,
    successorSeconds: config.refreshSuccessorSeconds,
    waitSeconds: config.providerTimeoutSeconds + 5,
    observe: metrics.refresh,
    now,
    async open(cookie, session) {
      const opened = await sessions.open(cookie, purposeOf(session))
      return opened.kind === 'open' ? opened.session : undefined
    },
    async advance(session, tokens) {
      const next = nextGeneration(session, tokens, now())
      return { kind: 'renewed', session: next, cookie: await sessions.seal(next) }
    },
    request: (refreshToken) => requestRefresh(provider, refreshToken),
    process: (session, body, receivedAt) =>
      processRefresh(provider, body, {
        ...session,
        clientId: config.clientId,
        scopes: session.tokens.scopes,
        refreshToken: session.tokens.refreshToken,
        receivedAt,
      }),
  })
  const upstream = createUpstream({
    apiUrl: config.apiUrl,
    timeoutSeconds: config.upstreamTimeoutSeconds,
  })
  const redirectUri = `${config.publicUrl}/auth/callback`
  return {
    config,
    log,
    metrics,
    now,
    provider,
    seals,
    sessions,
    store,
    refresh,
    upstream,
    redirectUri,
  }
}

/** A new random id of 128 bits, for sessions and `state` of logouts. */
export function randomId(): string {
  return randomBytes(16).toString('base64url')
}
