import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'

import type { Deps } from './deps.ts'
import { BffError } from './errors.ts'
import { landedCallback, maximumResponseBytes, postedCallback } from './routes/callback.ts'
import { createTakeOver } from './routes/common-headers.ts'
import { createComplete } from './routes/complete.ts'
import {
  builtConsole,
  consoleFiles,
  type ConsoleSource,
  createConsoleDocument,
  createEmbedDocument,
} from './routes/console.ts'
import { csrf } from './routes/csrf.ts'
import { createEmbedHandle } from './routes/embed-handle.ts'
import { createEmbedLogin, createOwnOrigin } from './routes/embed-login.ts'
import { createEmbedRedeem } from './routes/embed-redeem.ts'
import { embedScript, embedScripts } from './routes/embed-script.ts'
import { createEmbedWait } from './routes/embed-wait.ts'
import type { Env, RouteContext } from './routes/env.ts'
import { createOnError } from './routes/errors.ts'
import { createFrontchannelLogout } from './routes/frontchannel-logout.ts'
import { createLogin, ownNavigation } from './routes/login.ts'
import { createLogout } from './routes/logout.ts'
import { failurePage } from './routes/page.ts'
import { createMetricsRoute, createReadyz, healthz } from './routes/probes.ts'
import { createCallLimit, createRateLimit, createStartLimit } from './routes/rate-limit.ts'
import { createSession } from './routes/session.ts'

export interface AppOptions {
  /** Aborts when the process is on its way out: `/readyz` says so, waiting calls answer. */
  readonly draining?: AbortSignal
  readonly console?: ConsoleSource
}

/**
 * The bff without its proxy, as one Hono app (listener.ts). Middleware in the order it runs; what
 * needs no header stands first, and everything after `csrf` needs `X-CSRF: 1` (decision 13).
 */
export function createApp(deps: Deps, options: AppOptions = {}): Hono<Env> {
  const { draining = new AbortController().signal, console = builtConsole } = options
  const app = new Hono<Env>()
  const formLimit = bodyLimit({
    maxSize: maximumResponseBytes,
    onError: (c: RouteContext) => failurePage(c, 400, 'bad_request', '/connect'),
  })
  const jsonLimit = bodyLimit({
    maxSize: maximumResponseBytes,
    onError: () => {
      throw new BffError('body_too_large')
    },
  })
  app.onError(createOnError(deps))
  app.use(createTakeOver(deps.config))

  // The listener has taken its paths; these are other spellings of them.
  app.all('/api/*', () => {
    throw new BffError('unknown_operation')
  })

  app.get('/healthz', healthz)
  app.get('/readyz', createReadyz(deps, draining))

  app.get('/metrics', createMetricsRoute(deps))

  const rateLimit = createRateLimit(deps)
  app.get('/auth/login', ownNavigation, rateLimit, createLogin(deps))
  const startLimit = createStartLimit(deps)
  const ownOrigin = createOwnOrigin(deps)
  app.post('/auth/login', ownOrigin, rateLimit, startLimit, formLimit, createEmbedLogin(deps))
  app.post('/auth/callback', formLimit, postedCallback)
  app.get('/auth/callback', landedCallback)
  app.post('/auth/complete', rateLimit, formLimit, createComplete(deps))

  app.get('/auth/frontchannel-logout', createFrontchannelLogout(deps))

  app.use('/auth/*', csrf)
  app.get('/auth/session', createSession(deps))
  app.post('/auth/logout', createLogout(deps))
  app.post('/auth/handle', createCallLimit(deps), jsonLimit, createEmbedHandle(deps))
  app.get('/auth/wait', createEmbedWait(deps, draining))
  app.post('/auth/redeem', jsonLimit, createEmbedRedeem(deps))
  app.all('/auth/*', (c) => {
    const allow = methods[c.req.path]
    if (allow === undefined) throw new BffError('unknown_operation')
    throw new BffError('method_not_allowed', { headers: { Allow: allow } })
  })

  for (const path of Object.keys(embedScripts)) app.get(path, embedScript)
  app.get('/embed/:client', createEmbedDocument(deps, console))
  app.get('*', consoleFiles, createConsoleDocument(console))
  app.all('*', () => {
    throw new BffError('unknown_operation')
  })
  return app
}

const methods: Readonly<Record<string, string>> = {
  '/auth/login': 'GET, POST',
  '/auth/callback': 'GET, POST',
  '/auth/complete': 'POST',
  '/auth/frontchannel-logout': 'GET',
  '/auth/session': 'GET',
  '/auth/logout': 'POST',
  '/auth/handle': 'POST',
  '/auth/wait': 'GET',
  '/auth/redeem': 'POST',
}
