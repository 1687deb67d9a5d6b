import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

import type { WebhookEvent } from '#shared/mobilepay/webhooks.ts'

interface EventWords {
  readonly name: MessageDescriptor
  readonly help: MessageDescriptor
}

/** What MobilePay's events mean. */
export const eventWords: Readonly<Record<WebhookEvent, EventWords>> = {
  'payment.reserved': {
    name: msg`Payment reserved`,
    help: msg`A customer approved a payment; it waits for its capture.`,
  },
  'payment.expired': {
    name: msg`Payment expired`,
    help: msg`A payment was not answered, or its reservation ran out after 7 days.`,
  },
  'payment.cancelled_by_user': {
    name: msg`Payment cancelled by the customer`,
    help: msg`A customer said no to a payment.`,
  },
  'paymentpoint.activated': {
    name: msg`Payment point activated`,
    help: msg`A payment point can be used from now on.`,
  },
  'transfer.succeeded': {
    name: msg`Payout sent`,
    help: msg`Money is on its way to the bank account, of any product.`,
  },
}
