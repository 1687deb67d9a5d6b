import type { Config } from '../config.ts'
import type { Middleware, RouteContext } from './env.ts'

type Headers = Readonly<Record<string, string>>

/** `Strict-Transport-Security`, where we are reached over TLS. */
export function transportHeaders({ publicUrl }: Config): Headers {
  return publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}
}

/** The headers that every answer has, errors included, besides the request's id. */
export function commonHeaders(config: Config): Headers {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...transportHeaders(config),
  }
}

/** {@link commonHeaders} as Node takes them: names and values in turn. */
export function flatHeaders(config: Config): readonly string[] {
  return Object.entries(commonHeaders(config)).flat()
}

/** Makes what sets them, and the id, on an answer of Hono's. */
export function createCommonHeaders(config: Config): (c: RouteContext) => void {
  const all = Object.entries(commonHeaders(config))
  return (c) => {
    c.header('X-Request-Id', c.get('requestId'))
    for (const [name, value] of all) c.header(name, value)
  }
}

/** The first middleware: what the listener found out about the request, and the common headers. */
export function createTakeOver(config: Config): Middleware {
  const setCommonHeaders = createCommonHeaders(config)
  return async function takeOver(c, next) {
    const { requestId, entry } = c.env.exchange
    c.set('requestId', requestId)
    c.set('entry', entry)
    setCommonHeaders(c)
    return next()
  }
}
