import type { Deps } from '../deps.ts'
import type { RouteContext } from './env.ts'
import { createAllowance } from './rate-limit.ts'

/** Longest `sid` that is remembered. */
const maximumSidLength = 255

/**
 * `GET /auth/frontchannel-logout?iss&sid`: the provider tells, from an iframe on its own page, that
 * a login of the portal is over. The browser sends no cookies with it, so the session is found by
 * the `sid` it was made with. Always an empty 200: it tells nobody which sids are known.
 *
 * @see OpenID Connect Front-Channel Logout 1.0 section 3; decision 23
 */
export function createFrontchannelLogout(deps: Deps) {
  const { config, store, metrics, now, provider } = deps

  const allowance = createAllowance(deps)

  return async function frontchannelLogout(c: RouteContext) {
    const query = new URL(c.req.url).searchParams
    const [sid = ''] = query.getAll('sid')
    const known = query.get('iss') === config.issuer && sid !== '' && sid.length <= maximumSidLength
    const isOne = known && query.getAll('sid').length === 1
    if (isOne && (await allowance(c)).waitSeconds === 0) {
      await store.end('sid', sid, now() + config.sessionMaxSeconds)
      metrics.sessionEnded('frontchannel')
    }
    const endpoint = provider.cachedMetadata()?.authorization_endpoint
    const ancestors = endpoint === undefined ? "'none'" : new URL(endpoint).origin
    c.header('Content-Security-Policy', `default-src 'none'; frame-ancestors ${ancestors}`)
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body('', 200)
  }
}
