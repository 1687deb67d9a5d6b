import * as oauth from 'oauth4webapi'

import { BffError } from '../errors.ts'
import { Refused } from './id-token.ts'
import { unavailable } from './provider.ts'

/** Codes of oauth4webapi that mean: the answer came, and a check on it failed. */
const failedChecks = [
  oauth.INVALID_RESPONSE,
  oauth.JWT_TIMESTAMP_CHECK,
  oauth.JWT_CLAIM_COMPARISON,
  oauth.KEY_SELECTION,
  oauth.UNSUPPORTED_OPERATION,
]

/**
 * The library's words for JSON that is no answer: a list, a key document without keys. It gives
 * them the code of a failed check, but they say nothing about a token.
 */
const noAnswer = /^"response" body (?:must be a top level object|"keys" property)/
/** Its words, under codes that mean other things too, for a JWT that cannot be decoded. */
const brokenToken = /JWT|not correctly encoded/

/** A provider's `error` for our log and pages: its code, or `unknown` where it is not one. */
export function errorCode(error: string): string {
  return /^[a-z_]{1,64}$/.test(error) ? error : 'unknown'
}

/**
 * Sorts what a protocol step threw into the two kinds that callers treat differently: a check on
 * the answer failed, or there was no usable answer (`provider_unavailable`, `cause` telling why).
 */
export function sortFailure(error: unknown, step: string): Refused | BffError {
  if (error instanceof BffError || error instanceof Refused) return error
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const { code, message } = error
    const failed = failedChecks.includes(code) ? !noAnswer.test(message) : brokenToken.test(message)
    if (failed) return new Refused(`${step}: ${code}`, error)
  }
  return unavailable(error, step)
}

/**
 * {@link sortFailure} for steps that end where there is no usable answer.
 *
 * @throws BffError `provider_unavailable`.
 */
export function refusedOrThrow(error: unknown, step: string): Refused {
  const failure = sortFailure(error, step)
  if (failure instanceof BffError) throw failure
  return failure
}
