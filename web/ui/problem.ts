import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { createContext } from 'react'

import type { Product } from '#shared/scopes.ts'

/** What a screen needs to know of a call that failed; the api's errors have this shape. */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly requestId: string | null
  readonly correlationId: string | null
  readonly retryAfterSeconds: number | null
  readonly scope: string | null
  readonly detail: string | null
  /** MobilePay's own code for why. */
  readonly reason: string | null
}

export interface Cures {
  /** Connects the same business again and comes back to this page. */
  readonly reconnect: () => void
  /** Asks for one more product and comes back to this page. */
  readonly grant: (product: Product) => void
  /** Asks for every product there is. */
  readonly grantAll: () => void
}

/** What can be done about a problem that a retry does not solve; given by the shell. */
export const CuresContext = createContext<Cures>({
  reconnect: () => {},
  grant: () => {},
  grantAll: () => {},
})

// A gateway gave up waiting, or thought the call came too early: MobilePay may have had it all the same.
const undecided = new Set([408, 425, 499])

/** MobilePay read the call and wants none of it: nothing was done. */
export function isRefusal({ code, status }: Pick<Problem, 'code' | 'status'>): boolean {
  return code === 'mobilepay_error' && status >= 400 && status < 500 && !undecided.has(status)
}

/** Whether what was thrown is a call that failed, rather than a fault of the console. */
export function isProblem(error: unknown): error is Error & Problem {
  return error instanceof Error && error.name === 'ApiError'
}

/** Whether only connecting again helps. */
export function isEnded({ code }: Pick<Problem, 'code'>): boolean {
  return code === 'not_connected' || code === 'session_expired' || code === 'consent_ended'
}

/** What happened, and where there is more to say, what it means; for the merchant. */
export function wordsOf({
  code,
  status,
}: Pick<Problem, 'code' | 'status'>): readonly MessageDescriptor[] {
  switch (code) {
    case 'network_error':
      return [msg`There was no answer.`, msg`Check the internet connection.`]
    case 'not_connected':
    case 'session_expired':
      return [msg`The connection to MobilePay has ended.`]
    case 'consent_ended':
      return [msg`The permission was withdrawn at MobilePay, or replaced by a newer one.`]
    case 'rate_limited':
      return [msg`There were too many requests in a short time.`]
    case 'upstream_unavailable':
    case 'upstream_timeout':
      return [msg`MobilePay did not answer.`, msg`You are still connected.`]
    case 'provider_unavailable':
      return [msg`MobilePay’s login service did not answer.`, msg`You are still connected.`]
    case 'mobilepay_error':
      return status >= 500
        ? [msg`MobilePay has a fault at the moment.`]
        : [msg`MobilePay refused the request.`]
    case 'unexpected_answer':
      return [msg`The answer could not be read.`]
    default:
      return [msg`Something went wrong on our side.`]
  }
}
