import type { Deps } from '../deps.ts'
import { createCommonHeaders } from './common-headers.ts'
import type { RouteContext } from './env.ts'
import { failurePage } from './page.ts'
import { refuse } from './refusal.ts'

/** Addresses that the browser goes to, rather than the console's code. */
const navigations: readonly string[] = ['/auth/login', '/auth/callback', '/auth/complete']

/** {@link refuse} for Hono's routes: the error body of the contract, or a page for a person. */
export function createOnError({ config, log }: Deps) {
  const setCommonHeaders = createCommonHeaders(config)
  return function onError(thrown: Error, c: RouteContext): Response | Promise<Response> {
    const { code, status, headers, body } = refuse(log, thrown, c.env.exchange)
    // Where a route had set some of them otherwise, that was for another answer.
    setCommonHeaders(c)
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    // A person stands before these: JSON would be the end of the road.
    if (code === 'internal' && navigations.includes(c.req.path)) {
      return failurePage(c, 500, 'internal', '/connect')
    }
    if ((status === 403 || status === 404 || status === 405) && isTypedByHand(c)) {
      return failurePage(c, status, 'no_page', '/connect')
    }
    return c.json(body, status)
  }
}

/** Whether a person opens an address of the login as if it were a page. */
function isTypedByHand(c: RouteContext): boolean {
  const { accept, 'sec-fetch-dest': destination } = c.env.incoming.headers
  if (c.req.method !== 'GET' || !c.req.path.startsWith('/auth/')) return false
  // Older browsers do not say where an answer goes, only what they would read best.
  return destination === undefined
    ? accept?.startsWith('text/html') === true
    : destination === 'document'
}
