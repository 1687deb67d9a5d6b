import { hash } from 'node:crypto'

import { BffError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { isFresh, type TokenSet } from '../token-set.ts'
import { createSuccessors } from './successors.ts'

/** What a refresh needs to know of a session. */
interface Renewable {
  readonly id: string
  readonly generation: number
  readonly tokens: TokenSet
}

/** A session of a later generation than the one a request came with, and its sealed cookie. */
export interface Renewed<S> {
  readonly kind: 'renewed'
  readonly session: S
  readonly cookie: string
}

/** The grant is dead or somebody logged out; the session is over. */
export interface Ended {
  readonly kind: 'ended'
}

export interface Refresh<S> {
  /**
   * Gives a session whose access token is good for another 30 s and whose generation is above that
   * of `session`: the successor that another request has already made, or a refreshed one.
   *
   * Not bound to the request that asks: when its client goes away the refresh still completes.
   *
   * @throws BffError `provider_unavailable` while the outcome is open; the session stays as it is.
   */
  renew(session: S): Promise<Renewed<S> | Ended>
}

interface RefreshDeps<S extends Renewable> {
  readonly store: Store
  readonly successorSeconds: number
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Opens a sealed session, or undefined where it does not open any more. */
  readonly open: (cookie: string) => Promise<S | undefined>
  /** The next generation of `session`, and its seal. */
  readonly advance: (session: S, tokens: TokenSet) => Promise<Renewed<S>>
  /** Sends the refresh token request. */
  readonly request: (refreshToken: string) => Promise<RequestOutcome>
  /** Checks its answer. */
  readonly process: (session: S, body: string, receivedAt: number) => Promise<ProcessOutcome>
}

type RequestOutcome =
  | { readonly kind: 'answered'; readonly body: string }
  | { readonly kind: 'dead' }

type ProcessOutcome =
  | { readonly kind: 'refreshed'; readonly tokens: TokenSet }
  | { readonly kind: 'refused'; readonly refused: Error }
  | { readonly kind: 'unverified'; readonly cause: BffError }

/** Longest chain of successors that a request with an old cookie follows (decision 21). */
const maximumHops = 8

/** Refreshes sessions so that none is lost: architecture.md section 6. */
export function createRefresh<S extends Renewable>(deps: RefreshDeps<S>): Refresh<S> {
  const { store, now } = deps
  const successors = createSuccessors(store, deps.successorSeconds)
  const flights = new Map<string, Promise<Renewed<S> | Ended>>()

  /** One step from a generation to a later one, shared by everyone who comes with the same. */
  function step(session: S, refreshToken: string): Promise<Renewed<S> | Ended> {
    const key = hash('sha256', `${session.id}.${session.generation}.${refreshToken}`)
    const running = flights.get(key)
    if (running !== undefined) return running
    const flight = advance(session, refreshToken).finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  async function advance(session: S, refreshToken: string): Promise<Renewed<S> | Ended> {
    // Looked up inside the flight: whoever starts one after another has ended finds its result.
    const known = await findSuccessor(session, refreshToken)
    if (known !== undefined) return known
    const answer = await deps.request(refreshToken)
    if (answer.kind === 'dead') {
      // Another process may have spent the token a moment before us.
      return (await findSuccessor(session, refreshToken)) ?? { kind: 'ended' }
    }
    return accept(session, refreshToken, answer.body, now())
  }

  async function findSuccessor(session: S, spent: string): Promise<Renewed<S> | undefined> {
    const record = await successors.get(session.id, spent)
    if (record === undefined) return undefined
    if (record.kind === 'unverified') return accept(session, spent, record.body, record.receivedAt)
    const next = await deps.open(record.cookie)
    // Under ReUse all generations share one refresh token, so its record may be our own.
    if (next === undefined || next.id !== session.id) return undefined
    if (next.generation <= session.generation) return undefined
    return { kind: 'renewed', session: next, cookie: record.cookie }
  }

  async function accept(
    session: S,
    spent: string,
    body: string,
    receivedAt: number,
  ): Promise<Renewed<S>> {
    const outcome = await deps.process(session, body, receivedAt)
    if (outcome.kind === 'refused') {
      throw new BffError('provider_unavailable', {
        cause: outcome.refused,
        log: { step: 'refresh answer refused' },
        retryAfterSeconds: 5,
      })
    }
    if (outcome.kind === 'unverified') {
      // The old token may be spent: losing this answer would lose the session (decision 19).
      await successors.put(session.id, spent, { kind: 'unverified', body, receivedAt })
      throw outcome.cause
    }
    const renewed = await deps.advance(session, outcome.tokens)
    await successors.put(session.id, spent, { kind: 'next', cookie: renewed.cookie })
    return renewed
  }

  return {
    async renew(session) {
      let current = session
      for (let hop = 0; hop < maximumHops; hop += 1) {
        const { refreshToken } = current.tokens
        if (refreshToken === null) return { kind: 'ended' }
        const outcome = await step(current, refreshToken)
        if (outcome.kind === 'ended' || store.isEnded(session.id)) return { kind: 'ended' }
        if (isFresh(outcome.session.tokens, now())) return outcome
        current = outcome.session
      }
      throw new BffError('provider_unavailable', {
        log: { step: 'successors without end' },
        retryAfterSeconds: 5,
      })
    },
  }
}
