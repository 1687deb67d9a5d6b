import { errorHeader } from '#shared/api.ts'
import { errorStatus } from '#shared/errors.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { RouteContext } from './env.ts'
import { failurePage } from './page.ts'
import { createCommonHeaders } from './request.ts'

/** Addresses that the browser goes to, rather than the console's code. */
const navigations: readonly string[] = ['/auth/login', '/auth/callback', '/auth/complete']

/**
 * Turns whatever a route threw into the error body of the contract. Only a {@link BffError} tells
 * the client anything; any other error is ours, and its text stays in the log.
 */
export function createOnError({ config, log }: Deps) {
  const setCommonHeaders = createCommonHeaders(config)
  return function onError(thrown: Error, c: RouteContext): Response | Promise<Response> {
    const error = thrown instanceof BffError ? thrown : new BffError('internal', { cause: thrown })
    const requestId = c.get('requestId')
    c.get('entry').code = error.code
    if (error.code === 'internal' && c.env.incoming.destroyed) {
      // The client left in the middle of its own request.
      log.info({ requestId }, 'client gone')
    } else if (error.code === 'internal') {
      const frames = thrown.stack?.split('\n').filter((line) => line.startsWith('    at '))
      log.error({ requestId, error: thrown, frames }, 'unexpected error')
    } else {
      log.info({ requestId, code: error.code, ...error.log, error }, 'refused')
    }
    // Where a route had set some of them otherwise, that was for another answer.
    setCommonHeaders(c)
    c.header(errorHeader, error.code)
    // A person stands before these: JSON would be the end of the road.
    if (error.code === 'internal' && navigations.includes(c.req.path)) {
      return failurePage(c, 500, 'internal', '/connect')
    }
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
    if (error.retryAfterSeconds !== undefined) {
      c.header('Retry-After', String(error.retryAfterSeconds))
    }
    const { code, message, body } = error
    return c.json({ code, message, requestId, ...body }, errorStatus[code])
  }
}
