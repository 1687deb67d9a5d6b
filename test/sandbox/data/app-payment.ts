import type { Point } from './point.ts'

export const paymentStates = [
  'initiated',
  'reserved',
  'captureStarted',
  'captured',
  'cancelledByMerchant',
  'cancelledByUser',
  'cancelledBySystem',
] as const

export type PaymentState = (typeof paymentStates)[number]

export interface AppPayment {
  readonly id: string
  readonly point: Point
  readonly amountMinor: number
  readonly reference: string
  readonly description: string | undefined
  readonly redirectUri: string
  readonly idempotencyKey: string
  /** Who is expected to pay; undefined: whoever opens the link. */
  readonly phoneNumber: string | undefined
  readonly initiatedAt: number
  state: PaymentState
  lastUpdatedAt: number
  /** In `captureStarted` what may or may not have been captured. */
  capturedMinor: number
  refundedMinor: number
}

export interface AppRefund {
  readonly id: string
  readonly payment: AppPayment
  readonly amountMinor: number
  readonly reference: string
  readonly description: string | undefined
  readonly createdAt: number
  /** What was still refundable after this one. */
  readonly remainingMinor: number
}

/** The 409 codes of App Payments that a state can lead to. */
export type PaymentProblem =
  | 'amount_too_large'
  | 'amount_exceeds_available_funds'
  | 'partial_capture_disallowed'
  | 'invalid_payment_state'
  | 'payment_captured_with_different_amount'
  | 'availability_duration_expired'

export type PaymentOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: PaymentProblem }

export type Initiation = Pick<
  AppPayment,
  | 'point'
  | 'amountMinor'
  | 'reference'
  | 'description'
  | 'redirectUri'
  | 'idempotencyKey'
  | 'phoneNumber'
>

export type RefundRequest = Pick<AppRefund, 'payment' | 'amountMinor' | 'reference' | 'description'>

/** What a merchant's webhooks can be told about a payment. */
export type PaymentEvent = 'payment.reserved' | 'payment.expired' | 'payment.cancelled_by_user'
