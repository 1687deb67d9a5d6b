import type { IncomingMessage } from 'node:http'

import { csrfHeader } from '#shared/api.ts'

import { BffError } from '../errors.ts'
import type { Middleware } from './env.ts'

const headerName = csrfHeader.name.toLowerCase()

/**
 * Refuses calls that our own page did not make. The header forces a CORS preflight, which nothing
 * here answers, so no other origin can send it; `Sec-Fetch-Site` is a second, independent fence.
 * Reads too: the framed session's cookie is sent with any request that a portal's page makes.
 *
 * @throws BffError `csrf`.
 * @see draft-ietf-oauth-browser-based-apps section 6.1.3.3.2
 */
export function assertSameOrigin(incoming: IncomingMessage): void {
  const { headers } = incoming
  const site = headers['sec-fetch-site']
  if (headers[headerName] !== csrfHeader.value) {
    throw new BffError('csrf', { log: { missing: csrfHeader.name } })
  }
  if (site !== undefined && site !== 'same-origin') throw new BffError('csrf', { log: { site } })
}

/** {@link assertSameOrigin} as a middleware. */
export const csrf: Middleware = async function csrf(c, next) {
  assertSameOrigin(c.env.incoming)
  return next()
}
