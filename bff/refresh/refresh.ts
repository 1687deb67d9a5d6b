import { hash } from 'node:crypto'

import { BffError } from '../errors.ts'
import { isFresh } from '../token-set.ts'
import {
  createAdvance,
  type Ended,
  type RefreshDeps,
  type Renewable,
  type Renewed,
} from './advance.ts'

export interface Refresh<S> {
  /**
   * Gives a session whose access token is good for another 30 s and whose generation is above that
   * of `session`: the successor that another request has already made, or a refreshed one.
   *
   * Not bound to the request that asks: when its client goes away the refresh still completes.
   *
   * @throws BffError `provider_unavailable` while the outcome is open; the session stays as it is.
   */
  readonly renew: (session: S) => Promise<Renewed<S> | Ended>
  /**
   * The newest generation that can be found without asking the provider, or `renewed` itself: what
   * a slow response puts into the browser, so that no cookie goes back.
   */
  readonly newest: (renewed: Renewed<S>) => Promise<Renewed<S>>
  /** The last generation of a session that can be found without asking the provider. */
  readonly latest: (session: S) => Promise<S>
}

/** Longest chain of successors that a request with an old cookie follows (decision 21). */
const maximumHops = 8

/**
 * Refreshes sessions so that none is lost (architecture.md section 6). The rules, and where each
 * stands:
 *
 * 1. single flight per spent token, not tied to a request: `step` below;
 * 2. successors, encrypted under the spent token: successors.ts;
 * 3. forward only: `newest` below, and the routes set a cookie only for a renewed session;
 * 4. dead or ambiguous: advance.ts, where only `invalid_grant` after a look-up ends a session;
 * 5. across processes: advance.ts, under a lease of the store;
 * 6. restart: advance.ts stores the successor before anybody gets it.
 */
export function createRefresh<S extends Renewable>(deps: RefreshDeps<S>): Refresh<S> {
  const { advance, findSuccessor } = createAdvance(deps)
  const flights = new Map<string, Promise<Renewed<S> | Ended>>()

  /** One step from a generation to a later one, shared by everyone who comes with the same. */
  function step(session: S, refreshToken: string): Promise<Renewed<S> | Ended> {
    // The generation belongs to the key: under ReUse all generations have the same refresh token.
    const key = hash('sha256', `${session.id}.${session.generation}.${refreshToken}`)
    const running = flights.get(key)
    if (running !== undefined) return running
    const flight = advance(session, refreshToken).finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  async function lastSuccessor(session: S): Promise<Renewed<S> | undefined> {
    let last: Renewed<S> | undefined
    for (let hop = 0; hop < maximumHops; hop += 1) {
      const current = last?.session ?? session
      const { refreshToken } = current.tokens
      const next = refreshToken === null ? undefined : await findSuccessor(current, refreshToken)
      if (next === undefined) break
      last = next
    }
    return last
  }

  return {
    async renew(session) {
      let current = session
      for (let hop = 0; hop < maximumHops; hop += 1) {
        const { refreshToken } = current.tokens
        if (refreshToken === null) return { kind: 'ended', reason: 'dead' }
        const outcome = await step(current, refreshToken)
        if (outcome.kind === 'ended') return outcome
        // Somebody may have logged out while the answer was under way.
        if (deps.store.isEnded('session', session.id)) return { kind: 'ended', reason: 'logout' }
        if (isFresh(outcome.session.tokens, deps.now())) return outcome
        current = outcome.session
      }
      throw new BffError('provider_unavailable', {
        log: { step: 'successors without end' },
        retryAfterSeconds: 5,
      })
    },
    newest: async (renewed) => (await lastSuccessor(renewed.session)) ?? renewed,
    latest: async (session) => (await lastSuccessor(session))?.session ?? session,
  }
}
