import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'

/** What a request's log line says beyond method, path, status and time. */
export interface LogEntry {
  operation?: string
  code?: string
  refreshed?: boolean
}

export interface Env {
  Bindings: HttpBindings
  Variables: {
    /** Names the request in logs, in errors and on failure pages. */
    requestId: string
    entry: LogEntry
  }
}

export type RouteContext = Context<Env>
export type Middleware = MiddlewareHandler<Env>
