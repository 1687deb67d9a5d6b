import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

import type { Verdict } from '../../ui/form-send.ts'
import type { Problem } from '../../ui/problem.ts'

type Act = 'capture' | 'cancel' | 'refund' | 'create'

/** MobilePay's codes of App Payments, for the merchant. */
const sentences: Readonly<Record<string, MessageDescriptor>> = {
  amount_exceeds_available_funds: msg`The payment point has not taken that much since its last payout. Refund less, or wait for more sales.`,
  availability_duration_expired: msg`The payment is more than 90 days old, so MobilePay cannot refund it any more.`,
  partial_capture_disallowed: msg`This payment point captures whole payments only.`,
  payment_captured_with_different_amount: msg`The payment was already captured with another amount.`,
  invalid_payment_point: msg`The payment point is not active yet.`,
  payment_point_not_found: msg`MobilePay does not know the payment point.`,
  payment_not_found: msg`MobilePay does not know this payment.`,
  unauthorized_access: msg`The payment belongs to another business.`,
  idempotency_key_reused: msg`Something else was sent from this form before.`,
  processing_error: msg`MobilePay could not process it.`,
}

const tooLarge: Readonly<Record<Act, MessageDescriptor>> = {
  capture: msg`That is more than the customer approved.`,
  refund: msg`That is more than what is left of the payment.`,
  create: msg`That is more than MobilePay allows.`,
  cancel: msg`MobilePay refused the request.`,
}

const wrongState: Readonly<Record<Act, MessageDescriptor>> = {
  capture: msg`The payment cannot be captured any more: it has expired or was cancelled.`,
  refund: msg`Only captured payments can be refunded.`,
  create: msg`MobilePay refused the request.`,
  cancel: msg`The payment cannot be cancelled any more: it was captured.`,
}

/** Codes that are about the amount. */
const ofAmount = new Set([
  'amount_too_large',
  'amount_exceeds_available_funds',
  'partial_capture_disallowed',
])

/** What MobilePay's code means; null for one that is not known. */
export function explanationOf(
  act: Act,
  { reason }: Problem,
): { readonly text: MessageDescriptor; readonly isAmount: boolean } | null {
  if (reason === null) return null
  const text =
    reason === 'amount_too_large'
      ? tooLarge[act]
      : reason === 'invalid_payment_state'
        ? wrongState[act]
        : sentences[reason]
  return text ? { text, isAmount: ofAmount.has(reason) } : null
}

/**
 * What MobilePay's codes say about the act (docs, app payments, idempotency): a refund that could not
 * be processed needs another key, a payment or capture only another try.
 */
export function judgeOf(act: Act): (problem: Problem) => Verdict | null {
  return ({ code, reason }) => {
    if (code !== 'mobilepay_error') return null
    if (reason === 'idempotency_key_reused') return 'spent'
    if (reason === 'processing_error') return act === 'refund' ? 'spent' : 'unclear'
    return null
  }
}
