import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { trustedPeers } from '../config-values.ts'
import type { Deps } from '../deps.ts'
import { clientAddress, clientKey } from './client-address.ts'
import type { Middleware, RouteContext } from './env.ts'
import { failurePage } from './page.ts'

/** Whether one more call of this client's is allowed now, and if not, in how many seconds. */
type Allowance = (c: RouteContext) => Promise<{ readonly waitSeconds: number }>

/**
 * Counts calls of one client in a minute, in this process: with several processes the bound is that
 * much higher.
 */
export function createAllowance({ config }: Deps): Allowance {
  const { authRatePerMinute } = config
  if (authRatePerMinute === null) return async () => ({ waitSeconds: 0 })
  const trusted = trustedPeers(config.trustedProxies)
  const limiter = new RateLimiterMemory({ points: authRatePerMinute, duration: 60 })

  return async function allowance(c) {
    try {
      await limiter.consume(clientKey(clientAddress(c.env.incoming, trusted)))
      return { waitSeconds: 0 }
    } catch (refusal) {
      // The library throws its result, which is no Error, when there are no points left.
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return { waitSeconds: Math.ceil(refusal.msBeforeNext / 1000) }
    }
  }
}

/**
 * Bounds how many logins one client starts and completes in a minute, so that one client cannot use
 * up what MobilePay allows all of us (decision 32).
 */
export function createRateLimit(deps: Deps): Middleware {
  const allowance = createAllowance(deps)
  return async function rateLimit(c, next) {
    const { waitSeconds } = await allowance(c)
    if (waitSeconds === 0) return next()
    deps.log.warn({ requestId: c.get('requestId') }, 'login rate limited')
    c.header('Retry-After', String(waitSeconds))
    return failurePage(c, 429, 'rate_limited', '/connect')
  }
}
