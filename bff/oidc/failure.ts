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
 * Sorts what a protocol step threw into the two kinds that callers treat differently: a check on
 * the answer failed (returned), or there was no usable answer (thrown as `provider_unavailable`).
 *
 * @throws BffError `provider_unavailable`, `cause` telling why.
 */
export function refusedOrThrow(error: unknown, step: string): Refused {
  if (error instanceof BffError) throw error
  if (error instanceof Refused) return error
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (failedChecks.includes(error.code)) return new Refused(`${step}: ${error.code}`, error)
    // The library reports a payload or header that is no JSON like an unreadable answer; inside
    // a JWT it is a broken token.
    if (error.code === oauth.PARSE_ERROR && /JWT/.test(error.message)) {
      return new Refused(`${step}: ${error.code}`, error)
    }
  }
  throw unavailable(error, step)
}
