import { type Currency, type Money, wireAmount } from '../money.ts'

/** MobilePay docs, subscriptions: the largest recurring payment. */
export function largestCharge(currency: Currency): Money {
  return { minor: currency === 'DKK' ? 30_000_000 : 200_000, currency }
}

/** MobilePay docs, subscriptions: how many days ahead a charge can be due. */
export const latestDueDays = 126

/**
 * Charges of more than so many times their agreement's amount are declined on the platform that
 * Subscriptions was moved to. MobilePay docs, subscriptions: code 70001.
 */
export const mostTimesAgreement = 5

/** A one-off on an agreement that is there. */
export interface OneOffRequest {
  readonly amount: Money
  /** At most `longestExternalId` characters. */
  readonly externalId: string
  /** At most `longestText` characters. */
  readonly description: string
  /** 1 to `mostExpiryMinutes`: in which the customer can approve it. */
  readonly expiresAfterMinutes: number
  /** Without the customer's approval, which MobilePay must have allowed the provider. */
  readonly isAutomatic: boolean
  /** Where the customer goes afterwards; https. */
  readonly userRedirect: string
}

/** The body of `POST …/oneoffpayments`. */
export function oneOffBody(request: OneOffRequest): unknown {
  return {
    amount: wireAmount(request.amount),
    external_id: request.externalId,
    description: request.description,
    expiration_timeout_minutes: request.expiresAfterMinutes,
    links: [{ rel: 'user-redirect', href: request.userRedirect }],
    ...(request.isAutomatic ? { auto_reserve: true } : {}),
  }
}

/** How long a payment of Subscriptions can be refunded, in days. */
export const refundDays = 90

/** Money to be sent back of a charge or a one-off. */
export interface SubscriptionRefundRequest {
  /** Null: all that is left. */
  readonly amount: Money | null
  /** At most `longestExternalId` characters. */
  readonly externalId: string
  /** Where MobilePay tells what became of it; https. Its guide wants one, its OpenAPI document not. */
  readonly callbackUrl: string | null
}

/** The body of `POST …/payments/{paymentId}/refunds`. */
export function subscriptionRefundBody(request: SubscriptionRefundRequest): unknown {
  const { amount, externalId, callbackUrl } = request
  return {
    external_id: externalId,
    ...(amount === null ? {} : { amount: wireAmount(amount) }),
    ...(callbackUrl === null ? {} : { status_callback_url: callbackUrl }),
  }
}
