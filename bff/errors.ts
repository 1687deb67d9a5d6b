import type { ErrorCode } from '#shared/errors.ts'

interface BffErrorOptions {
  readonly cause?: unknown
  /** What the log should say; never put a token, a code, a cookie or a secret here. */
  readonly log?: Readonly<Record<string, unknown>>
  /** Whole seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number
  /** Prose for the client. Left out, the code's standard sentence is used. */
  readonly message?: string
  /** Further members of the JSON body, e.g. the name of a missing scope. */
  readonly body?: Readonly<Record<string, string>>
  /** Further response headers, e.g. `allow`. */
  readonly headers?: Readonly<Record<string, string>>
}

const sentences: Readonly<Record<ErrorCode, string>> = {
  invalid_request: 'The request is not well formed.',
  not_connected: 'No merchant is connected in this browser.',
  session_expired: 'The connection to MobilePay has ended. Connect again.',
  consent_ended: 'MobilePay no longer accepts the consent of this merchant. Connect again.',
  csrf: 'The request did not come from the console.',
  scope_missing: 'The merchant has not allowed this product.',
  unknown_operation: 'There is no such operation.',
  method_not_allowed: 'The operation does not take this method.',
  body_too_large: 'The request body is too large.',
  rate_limited: 'Too many requests. Try again later.',
  internal: 'Something went wrong here. The reference helps us to find it.',
  upstream_unavailable: 'MobilePay did not give a usable answer.',
  provider_unavailable: 'MobilePay login cannot be reached right now.',
  upstream_timeout: 'MobilePay did not answer in time.',
}

/**
 * The one error that the bff throws on purpose.
 *
 * It has three parts for three readers: `code` (and `message`) for the browser, `log` for us, and
 * `cause` for the chain. Expected outcomes, such as a refused refresh, are returned and not thrown.
 */
export class BffError extends Error {
  override readonly name = 'BffError'
  readonly code: ErrorCode
  readonly log: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | undefined
  readonly body: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ErrorCode, options: BffErrorOptions = {}) {
    super(options.message ?? sentences[code], { cause: options.cause })
    this.code = code
    this.log = options.log ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
    this.body = options.body ?? {}
    this.headers = options.headers ?? {}
  }
}
