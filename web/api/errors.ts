import type { ErrorCode } from '#shared/errors.ts'

/**
 * The bff's own codes, and three of ours: nothing came back, MobilePay itself refused, or the answer
 * is not what was promised.
 */
export type ProblemCode = ErrorCode | 'network_error' | 'mobilepay_error' | 'unexpected_answer'

interface ApiErrorDetails {
  readonly status?: number
  readonly requestId?: string | null
  readonly correlationId?: string | null
  readonly retryAfterSeconds?: number | null
  readonly scope?: string | null
  readonly detail?: string | null
  readonly reason?: string | null
  readonly cause?: unknown
}

/** The only thing a call rejects with, apart from the AbortError of a call nobody waits for. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ProblemCode
  /** 0 where no answer came. */
  readonly status: number
  /** Names the call in our log. */
  readonly requestId: string | null
  /** Names the call in MobilePay's log. */
  readonly correlationId: string | null
  readonly retryAfterSeconds: number | null
  /** The missing product with `scope_missing`. */
  readonly scope: string | null
  /** What MobilePay said, in its own words. */
  readonly detail: string | null
  /** MobilePay's own code for why, e.g. `10104` or `idempotency_key_reused`. */
  readonly reason: string | null

  constructor(code: ProblemCode, details: ApiErrorDetails = {}) {
    super(`${code} ${details.status ?? ''}`.trim(), { cause: details.cause })
    this.code = code
    this.status = details.status ?? 0
    this.requestId = details.requestId ?? null
    this.correlationId = details.correlationId ?? null
    this.retryAfterSeconds = details.retryAfterSeconds ?? null
    this.scope = details.scope ?? null
    this.detail = details.detail ?? null
    this.reason = details.reason ?? null
  }
}

/** Codes after which only connecting again helps, from the vaguest to the one that says most. */
export const endedCodes = ['not_connected', 'session_expired', 'consent_ended'] as const

export type EndedCode = (typeof endedCodes)[number]
