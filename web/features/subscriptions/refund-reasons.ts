import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Why MobilePay declines a refund, by its codes. MobilePay docs, subscriptions: refund callbacks. */
export const refundReasons: Readonly<Record<string, MessageDescriptor>> = {
  '60001': msg`Everything has been refunded already.`,
  '60002': msg`With the refunds before, this is more than the payment.`,
  '60003': msg`MobilePay does not know the payment.`,
  '60004': msg`The payment cannot be refunded: no money has come.`,
  '60005': msg`The bank declined it; that can take up to three hours.`,
  '60006': msg`The payment is too old to be refunded.`,
  '60007': msg`Payments that were transferred instantly cannot be refunded.`,
  '60008': msg`There is not enough money from sales since the last payout.`,
}
