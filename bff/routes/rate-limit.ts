import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { trustedPeers } from '../config-values.ts'
import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { mailSeconds } from '../store/store.ts'
import { clientAddress, clientKey } from './client-address.ts'
import type { Middleware, RouteContext } from './env.ts'
import { failurePage } from './page.ts'

/** Whether one more call of this client's is allowed now, and if not, in how many seconds. */
type Allowance = (c: RouteContext) => Promise<{ readonly waitSeconds: number }>

interface Bound {
  /** Times `AUTH_RATE_PER_MINUTE`. */
  readonly factor: number
  readonly seconds: number
  /** Of the IPv6 network that is counted as one. */
  readonly prefix: 48 | 64
}

const perMinute: Bound = { factor: 1, seconds: 60, prefix: 64 }
/** Of a whole network. One address alone comes to {@link perMinute} before. */
const perNetwork: Bound = { factor: 20, seconds: mailSeconds, prefix: 48 }

/**
 * Counts calls of one client, by default in a minute, in this process: with several processes the
 * bound is that much higher.
 */
export function createAllowance({ config }: Deps, bound = perMinute): Allowance {
  const { authRatePerMinute } = config
  if (authRatePerMinute === null) return async () => ({ waitSeconds: 0 })
  const trusted = trustedPeers(config.trustedProxies)
  const { factor, seconds, prefix } = bound
  const limiter = new RateLimiterMemory({ points: factor * authRatePerMinute, duration: seconds })

  return async function allowance(c) {
    try {
      await limiter.consume(clientKey(clientAddress(c.env.incoming, trusted), prefix))
      return { waitSeconds: 0 }
    } catch (refusal) {
      // The library throws its result, which is no Error, when there are no points left.
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return { waitSeconds: Math.ceil(refusal.msBeforeNext / 1000) }
    }
  }
}

/**
 * Bounds how many logins one client starts and completes in a minute, and one IPv6 network of /48 in
 * ten, so that none of them can use up what MobilePay allows all of us (decision 32).
 */
export function createRateLimit(deps: Deps): Middleware {
  return limitPages(deps, [createAllowance(deps), createAllowance(deps, perNetwork)])
}

/**
 * Bounds how many embedded logins one client can have under way, after {@link createRateLimit}, which
 * bounds its network's: they lie in one mailbox, which refuses everybody once it is full.
 */
export function createStartLimit(deps: Deps): Middleware {
  return limitPages(deps, [createAllowance(deps, { factor: 5, seconds: mailSeconds, prefix: 64 })])
}

/** The same as {@link createRateLimit} for a call of the console's code. */
export function createCallLimit(deps: Deps): Middleware {
  const allowance = createAllowance(deps)
  return async function callLimit(c, next) {
    const { waitSeconds } = await allowance(c)
    if (waitSeconds > 0) throw new BffError('rate_limited', { retryAfterSeconds: waitSeconds })
    return next()
  }
}

function limitPages(deps: Deps, allowances: readonly Allowance[]): Middleware {
  return async function rateLimit(c, next) {
    for (const allowance of allowances) {
      const { waitSeconds } = await allowance(c)
      if (waitSeconds === 0) continue
      deps.log.warn({ requestId: c.get('requestId') }, 'login rate limited')
      c.header('Retry-After', String(waitSeconds))
      return failurePage(c, 429, 'rate_limited', '/connect')
    }
    return next()
  }
}
