import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'

import type { Exchange, LogEntry } from './request.ts'

export interface Env {
  Bindings: HttpBindings & { readonly exchange: Exchange }
  Variables: {
    /** Names the request in logs, in errors and on failure pages. */
    requestId: string
    entry: LogEntry
  }
}

export type RouteContext = Context<Env>
export type Middleware = MiddlewareHandler<Env>
