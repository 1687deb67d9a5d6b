import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { trustedPeers } from '../config-values.ts'
import type { Deps } from '../deps.ts'
import { clientAddress, clientKey } from './client-address.ts'
import type { Middleware } from './env.ts'
import { failurePage } from './page.ts'

/**
 * Bounds how many logins one client starts and completes in a minute, so that one client cannot use
 * up what MobilePay allows all of us (decision 32). Counted in this process: with several processes
 * the bound is that much higher.
 */
export function createRateLimit({ config, log }: Deps): Middleware {
  const { authRatePerMinute } = config
  if (authRatePerMinute === null) return (_c, next) => next()
  const trusted = trustedPeers(config.trustedProxies)
  const limiter = new RateLimiterMemory({ points: authRatePerMinute, duration: 60 })

  return async function rateLimit(c, next) {
    try {
      await limiter.consume(clientKey(clientAddress(c.env.incoming, trusted)))
    } catch (refusal) {
      // The library throws its result, which is no Error, when there are no points left.
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      log.warn({ requestId: c.get('requestId') }, 'login rate limited')
      c.header('Retry-After', String(Math.ceil(refusal.msBeforeNext / 1000)))
      return failurePage(c, 429, 'rate_limited', '/connect')
    }
    return next()
  }
}
