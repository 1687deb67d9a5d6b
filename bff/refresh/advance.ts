import { setTimeout as delay } from 'node:timers/promises'

import { BffError } from '../errors.ts'
import type { Lease, Store } from '../store/store.ts'
import type { TokenSet } from '../token-set.ts'
import { createSuccessors, type SuccessorRecord } from './successors.ts'

/** What a refresh needs to know of a session. */
export interface Renewable {
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

/** The session is over: MobilePay will never take its refresh token again, or somebody logged out. */
export interface Ended {
  readonly kind: 'ended'
  readonly reason: 'dead' | 'logout'
}

const dead: Ended = { kind: 'ended', reason: 'dead' }

type RequestOutcome =
  | { readonly kind: 'answered'; readonly body: string }
  | { readonly kind: 'dead' }

type ProcessOutcome =
  | { readonly kind: 'refreshed'; readonly tokens: TokenSet }
  | { readonly kind: 'refused'; readonly refused: Error }
  | { readonly kind: 'unverified'; readonly cause: BffError }

/** What a step to the next generation ended in, for the metrics. */
type RefreshOutcome = 'adopted' | 'refreshed' | 'dead' | 'refused' | 'unverified' | 'unavailable'

export interface RefreshDeps<S extends Renewable> {
  readonly store: Store
  readonly successorSeconds: number
  /** How long to wait for another process's refresh before giving up for now. */
  readonly waitSeconds: number
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Opens the seal of a later generation of `session`; undefined where it does not open any more. */
  readonly open: (cookie: string, session: S) => Promise<S | undefined>
  /** The next generation of `session`, and its seal. */
  readonly advance: (session: S, tokens: TokenSet) => Promise<Renewed<S>>
  /** Sends the refresh token request; throws BffError `provider_unavailable`. */
  readonly request: (refreshToken: string) => Promise<RequestOutcome>
  /** Checks its answer. */
  readonly process: (session: S, body: string, receivedAt: number) => Promise<ProcessOutcome>
  readonly observe: (outcome: RefreshOutcome) => void
}

interface Advance<S> {
  readonly advance: (session: S, spent: string) => Promise<Renewed<S> | Ended>
  /** The successor, if there is one that is ready; asks nobody. */
  readonly findSuccessor: (session: S, spent: string) => Promise<Renewed<S> | undefined>
}

/**
 * `advance` is the step from one generation of a session to the next:
 *
 * ```
 *   look up the successor ──found──► adopt it
 *     │ none                          ▲
 *   take the lease ──held by another──┘ wait, look up again
 *     │ taken
 *   look up once more ──found───────► adopt it
 *     │ none
 *   refresh token request ──no answer, fault──► 503, nothing changes
 *     │ answer    └─invalid_grant─► look up once more ─none─► the session is over
 *   check it ──keys unreachable──► keep it for the next request, 503
 *     │ good   └─check failed────► 503, nothing changes
 *   seal, store as successor, release the lease
 * ```
 */
export function createAdvance<S extends Renewable>(deps: RefreshDeps<S>): Advance<S> {
  const { store, observe } = deps
  const successors = createSuccessors(store, deps.successorSeconds)

  async function adopt(session: S, spent: string): Promise<Renewed<S> | Ended | undefined> {
    const record = await successors.get(session.id, spent)
    if (record === undefined) return undefined
    if (record.kind === 'dead') return dead
    if (record.kind === 'unverified') {
      const outcome = await deps.process(session, record.body, record.receivedAt)
      // Refused at last: what remains is to ask again.
      return outcome.kind === 'refused' ? undefined : settle(session, spent, record, outcome)
    }
    const next = await openNext(session, record.cookie)
    if (next !== undefined) observe('adopted')
    return next
  }

  async function openNext(session: S, cookie: string): Promise<Renewed<S> | undefined> {
    const next = await deps.open(cookie, session)
    // Under ReUse all generations share one refresh token, so the record may be our own.
    if (next === undefined || next.id !== session.id) return undefined
    return next.generation > session.generation
      ? { kind: 'renewed', session: next, cookie }
      : undefined
  }

  /** Waits until the successor is there or the lease is ours. */
  async function adoptOrLease(session: S, spent: string) {
    const name = successors.leaseName(session.id, spent)
    const giveUpAt = performance.now() + deps.waitSeconds * 1000
    for (let wait = 20; ; wait = Math.min(wait * 1.5, 200)) {
      const before = await adopt(session, spent)
      if (before !== undefined) return before
      const lease = await store.lease(name)
      if (lease !== undefined) return lease
      if (performance.now() > giveUpAt) {
        observe('unavailable')
        throw new BffError('provider_unavailable', {
          log: { step: 'waiting for another refresh' },
          retryAfterSeconds: 2,
        })
      }
      await delay(wait)
    }
  }

  async function refresh(session: S, spent: string, lease: Lease): Promise<Renewed<S> | Ended> {
    const meanwhile = await adopt(session, spent)
    if (meanwhile !== undefined) return meanwhile
    let answer: RequestOutcome
    try {
      answer = await deps.request(spent)
    } catch (error) {
      observe('unavailable')
      throw error
    }
    if (answer.kind === 'answered') {
      const { body } = answer
      const receivedAt = deps.now()
      const outcome = await deps.process(session, body, receivedAt)
      const record = { kind: 'unverified', body, receivedAt, fence: lease.fence } as const
      return settle(session, spent, record, outcome)
    }
    // A process that had lost its lease may have spent the token a moment before us.
    const other = await adopt(session, spent)
    if (other !== undefined) return other
    observe('dead')
    await successors.put(session.id, spent, { kind: 'dead' }, lease.fence)
    return dead
  }

  async function settle(
    session: S,
    spent: string,
    record: SuccessorRecord & { readonly kind: 'unverified' },
    outcome: ProcessOutcome,
  ): Promise<Renewed<S>> {
    observe(outcome.kind)
    if (outcome.kind === 'unverified') {
      // The old token may be spent: losing this answer would lose the session (decision 19).
      await successors.put(session.id, spent, record, record.fence)
      throw outcome.cause
    }
    if (outcome.kind === 'refused') {
      throw new BffError('provider_unavailable', {
        cause: outcome.refused,
        log: { step: 'refresh answer refused' },
        retryAfterSeconds: 5,
      })
    }
    const renewed = await deps.advance(session, outcome.tokens)
    const next = { kind: 'next', cookie: renewed.cookie } as const
    await successors.put(session.id, spent, next, record.fence)
    return renewed
  }

  return {
    async advance(session, spent) {
      const found = await adoptOrLease(session, spent)
      if ('kind' in found) return found
      try {
        return await refresh(session, spent, found)
      } finally {
        await found.release()
      }
    },

    async findSuccessor(session, spent) {
      const record = await successors.get(session.id, spent)
      return record?.kind === 'next' ? openNext(session, record.cookie) : undefined
    },
  }
}
