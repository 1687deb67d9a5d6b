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
import { createNewest } from './newest.ts'

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
   * The newest generation that this process knows of, if it is newer than `renewed`: what a slow
   * response puts into the browser instead, so that no cookie goes back.
   */
  readonly newest: (renewed: Renewed<S>) => Renewed<S>
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
  const newest = createNewest<S>()
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

  return {
    async renew(session) {
      let current = session
      for (let hop = 0; hop < maximumHops; hop += 1) {
        const { refreshToken } = current.tokens
        if (refreshToken === null) return { kind: 'ended' }
        const outcome = await step(current, refreshToken)
        // Somebody may have logged out while the answer was under way.
        if (outcome.kind === 'ended' || deps.store.isEnded('session', session.id)) {
          return { kind: 'ended' }
        }
        newest.note(outcome)
        if (isFresh(outcome.session.tokens, deps.now())) return outcome
        current = outcome.session
      }
      throw new BffError('provider_unavailable', {
        log: { step: 'successors without end' },
        retryAfterSeconds: 5,
      })
    },
    newest: newest.of,
    async latest(session) {
      let current = session
      for (let hop = 0; hop < maximumHops && current.tokens.refreshToken !== null; hop += 1) {
        const next = await findSuccessor(current, current.tokens.refreshToken)
        if (next === undefined) break
        current = next.session
      }
      return current
    },
  }
}
