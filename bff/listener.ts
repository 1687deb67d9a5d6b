import type { IncomingMessage, ServerResponse } from 'node:http'

import { getRequestListener } from '@hono/node-server'

import { type AppOptions, createApp } from './app.ts'
import type { Deps } from './deps.ts'
import { createApi } from './routes/api.ts'
import { createBegin, type Exchange } from './routes/request.ts'

/** What a server calls for each request. Never throws, and always answers. */
export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/**
 * The whole bff. The proxy stands beside Hono's app, not within it: what a framework makes of a
 * request would be a quarter of what a proxied call costs.
 */
export function createListener(deps: Deps, options: AppOptions = {}): Listener {
  const begin = createBegin(deps)
  const api = createApi(deps)
  const app = createApp(deps, options)
  const exchanges = new WeakMap<object, Exchange>()
  const others = getRequestListener(
    (request, env) => app.fetch(request, { ...env, exchange: exchanges.get(env.incoming) }),
    // Probes may come without Host, as HTTP/1.0 allows; every other path is refused before.
    { hostname: 'none.invalid' },
  )

  return function listener(incoming, outgoing) {
    const exchange = begin(incoming, outgoing)
    if (exchange === null) return
    if (exchange.path.startsWith('/api/')) {
      void api(exchange)
      return
    }
    exchanges.set(incoming, exchange)
    // It answers through Hono's own error handler, and never rejects.
    void others(incoming, outgoing)
  }
}
