/**
 * The codes that the bff's own errors carry, each with its HTTP status.
 *
 * A code is stable and is what clients act on; `message` is English prose for whoever reads a log.
 * Such an answer also has the header `X-MPC-Error: <code>`, because MobilePay's bodies have members
 * called `code` and `message` as well (decision 25).
 */
export const errorStatus = {
  invalid_request: 400,
  not_connected: 401,
  session_expired: 401,
  consent_ended: 401,
  csrf: 403,
  scope_missing: 403,
  unknown_operation: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  rate_limited: 429,
  internal: 500,
  upstream_unavailable: 502,
  provider_unavailable: 503,
  upstream_timeout: 504,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Whether `value` is one of the bff's error codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatus, value)
}
