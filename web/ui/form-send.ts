import { isProblem, isRefusal, type Problem } from './problem.ts'

/**
 * What a failed try says about the act itself. `refused`: it did not happen and will not. `unsent`:
 * this try got nowhere, which says nothing about an earlier one. `unclear`: it may have happened.
 * `spent`: the same, and its idempotency key must not be used again.
 */
export type Verdict = 'refused' | 'unsent' | 'unclear' | 'spent'

export type Outcome<R> =
  | { readonly name: 'done'; readonly answer: R }
  | { readonly name: 'refused'; readonly problem: Problem }
  | {
      readonly name: 'unclear'
      readonly problem: Problem
      /** Looked up since, and not found. */
      readonly isAbsent: boolean
      readonly isSpent: boolean
    }

interface Send<R> {
  readonly send: () => Promise<R>
  /** Whether sending again counts once: by an idempotency key, or because MobilePay says so. */
  readonly isRepeatable: boolean
  /** Looks whether it happened after all: what came of it, or null. */
  readonly reread?: (() => Promise<R | null>) | undefined
  /** An earlier try of the same act is unclear already. */
  readonly wasUnclear?: boolean
  readonly judge?: ((problem: Problem) => Verdict | null) | undefined
  readonly onRepeat?: () => void
  readonly pause?: (milliseconds: number) => Promise<void>
}

const mostRepeats = 3

/** Codes of the bff for a call that never went on to MobilePay. */
const unsent = new Set([
  'invalid_request',
  'not_connected',
  'session_expired',
  'consent_ended',
  'csrf',
  'scope_missing',
  'unknown_operation',
  'method_not_allowed',
  'body_too_large',
  'rate_limited',
  'provider_unavailable',
])

/** What a failed call says about the act, unless an API says more about its own codes. */
function verdictOf(problem: Problem): Verdict {
  if (unsent.has(problem.code)) return 'unsent'
  return isRefusal(problem) ? 'refused' : 'unclear'
}

/** Whether something may have happened although its call failed. */
export function mayHaveHappened(problem: Problem): boolean {
  return verdictOf(problem) === 'unclear'
}

/**
 * Sends until it is clear what happened, as far as that can be had without a person: what may be
 * repeated is, up to three times, each time after a look (decision 28). Only a lost connection is
 * reason enough to repeat without one.
 */
export async function sendUntilClear<R>(act: Send<R>): Promise<Outcome<R>> {
  const { send, isRepeatable, reread, judge, onRepeat, pause = wait } = act
  let isUnclear = act.wasUnclear ?? false
  for (let repeats = 0; ; repeats += 1) {
    let problem: Problem
    try {
      return { name: 'done', answer: await send() }
    } catch (error) {
      if (!isProblem(error)) throw error
      problem = error
    }
    const verdict = judge?.(problem) ?? verdictOf(problem)
    if (verdict === 'refused') return { name: 'refused', problem }
    if (verdict === 'unsent') {
      return isUnclear
        ? { name: 'unclear', problem, isAbsent: false, isSpent: false }
        : { name: 'refused', problem }
    }
    isUnclear = true
    const isSpent = verdict === 'spent'
    const mayRepeat = isRepeatable && !isSpent && repeats < mostRepeats
    if (mayRepeat) await pause(1000 * 2 ** repeats)
    const seen = await look(reread)
    if (typeof seen === 'object') return { name: 'done', answer: seen.answer }
    const isWorthIt = seen === 'absent' || problem.code === 'network_error'
    if (!mayRepeat || !isWorthIt) {
      return { name: 'unclear', problem, isAbsent: seen === 'absent', isSpent }
    }
    onRepeat?.()
  }
}

/** Looks whether it happened. `untold`: that could not be found out. */
export async function look<R>(
  reread: (() => Promise<R | null>) | undefined,
): Promise<{ readonly answer: R } | 'absent' | 'untold'> {
  if (!reread) return 'untold'
  try {
    const answer = await reread()
    return answer === null ? 'absent' : { answer }
  } catch (error) {
    if (isProblem(error)) return 'untold'
    throw error
  }
}

async function wait(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, milliseconds)
  return promise
}
