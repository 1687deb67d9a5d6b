import type { RefreshTokens } from '../../sandbox/core.ts'
import type { Scene } from './scene.ts'

export type StoreKind = 'memory' | 'Redis'

/** One place of the matrix: what MobilePay does with refresh tokens, and where the bff remembers. */
export interface Place {
  readonly mode: RefreshTokens
  readonly store: StoreKind
}

/** What a client can be told; anything else fails its test by its status and code. */
export type Told = 'ok' | 'unavailable' | 'expired' | 'notConnected' | 'consentEnded' | 'broken'

export interface Expected {
  /** Whether the session in the browser's jar can be refreshed once more afterwards. */
  readonly session: 'kept' | 'ended'
  /** Refresh token requests that reached MobilePay; a range where timing decides. */
  readonly calls: number | readonly [least: number, most: number]
  readonly answers: Readonly<Partial<Record<Told, number>>>
  /** Answers that put a session into the browser, and how many different ones those were. */
  readonly writes: number
  readonly cookies: number
}

/** One row: what happens, and what must come of it in each place. */
export interface Row {
  readonly name: string
  /** How many processes the balancer sends to; one where left out. */
  readonly processes?: 1 | 2 | 3
  /** Where the row makes sense; everywhere where left out. */
  readonly stores?: readonly StoreKind[]
  readonly modes?: readonly RefreshTokens[]
  /** Takes seconds, and runs in the full matrix only. */
  readonly slow?: true
  /** How long the access token of the login lives: by default it is over at once. */
  readonly accessTokenSeconds?: number
  readonly act: (scene: Scene) => Promise<unknown>
  readonly expected: Expected | ((place: Place) => Expected)
}

/** The session goes on: every good answer carries a session, all the same one. */
export function kept(
  calls: Expected['calls'],
  answers: Expected['answers'],
  written: Partial<Pick<Expected, 'writes' | 'cookies'>> = {},
): Expected {
  return { session: 'kept', calls, answers, writes: answers.ok ?? 0, cookies: 1, ...written }
}

/** The session is over, and no session was written on the way there. */
export function ended(calls: Expected['calls'], answers: Expected['answers']): Expected {
  return { session: 'ended', calls, answers, writes: 0, cookies: 0 }
}
