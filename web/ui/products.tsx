import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

import type { Product } from '#shared/scopes.ts'

interface ProductTexts {
  readonly product: Product
  /** As MobilePay's consent page calls it. */
  readonly name: MessageDescriptor
  readonly unlocks: MessageDescriptor
}

/** The products in the order screens list them. */
export const productTexts: readonly ProductTexts[] = [
  {
    product: 'transactionreporting',
    name: msg`Transaction Reporting`,
    unlocks: msg`See every payment, refund, fee and payout.`,
  },
  {
    product: 'merchantpayments',
    name: msg`App Payments`,
    unlocks: msg`Create payment links, and capture, cancel or refund payments.`,
  },
  {
    product: 'subscriptions',
    name: msg`Subscriptions`,
    unlocks: msg`Handle agreements and charge recurring payments.`,
  },
  {
    product: 'invoice',
    name: msg`Invoice`,
    unlocks: msg`Send invoices and see when they are paid.`,
  },
  {
    product: 'webhooks',
    name: msg`Webhooks`,
    unlocks: msg`Let your systems be told when a payment or payout happens.`,
  },
]
