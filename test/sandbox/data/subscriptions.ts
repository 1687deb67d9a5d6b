import type { Day } from './days.ts'
import type { Point } from './point.ts'

export const agreementStatuses = ['Pending', 'Accepted', 'Rejected', 'Expired', 'Canceled'] as const

export type AgreementStatus = (typeof agreementStatuses)[number]

/** Suspended is a charge that failed today and is tried again. */
type ChargeStatus =
  | 'Requested'
  | 'Valid'
  | 'Invalid'
  | 'Created'
  | 'Suspended'
  | 'Executed'
  | 'Failed'
  | 'Declined'
  | 'Rejected'

type OneOffStatus = 'Requested' | 'Reserved' | 'Captured' | 'Canceled' | 'Expired' | 'Rejected'

/** A recurring payment; `payment request` in MobilePay's paths. */
export interface Charge {
  readonly id: string
  readonly agreement: Agreement
  readonly amountMinor: number
  readonly dueDay: Day
  readonly externalId: string
  readonly description: string
  readonly graceDays: number
  readonly requestedAt: number
  status: ChargeStatus
  transactionId: string | undefined
}

export interface OneOff {
  readonly id: string
  readonly agreement: Agreement
  readonly amountMinor: number
  readonly externalId: string
  readonly description: string
  readonly expirationTimeoutMinutes: number
  readonly requestedAt: number
  status: OneOffStatus
  transactionId: string | undefined
}

export interface SubscriptionRefund {
  readonly id: string
  readonly payment: Charge | OneOff
  readonly amountMinor: number
  readonly externalId: string
  status: 'Requested' | 'Issued' | 'Declined'
  transactionId: string | undefined
}

export interface Agreement {
  readonly id: string
  readonly provider: Provider
  readonly externalId: string
  readonly plan: string
  readonly description: string
  /** Undefined when the amount differs from charge to charge. */
  readonly amountMinor: number | undefined
  readonly frequency: number
  readonly expirationTimeoutMinutes: number
  readonly createdAt: number
  status: AgreementStatus
  acceptedAt: number | undefined
  canceledAt: number | undefined
  /** Oldest first. */
  readonly charges: Charge[]
  readonly oneOffs: OneOff[]
  readonly refunds: SubscriptionRefund[]
}

/** How MobilePay signs in at the merchant's callback address. MobilePay shows it in clear to whoever may read the provider. */
interface CallbackCredentials {
  readonly scheme: 'Basic' | 'ApiKey' | 'OAuth2'
  readonly key: string
  readonly password: string | undefined
  readonly scope: string | undefined
}

export interface Provider {
  readonly point: Point
  readonly status: 'Enabled' | 'Pending'
  readonly url: string
  readonly customerServiceEmail: string
  readonly accountId: string
  readonly accountNumber: string
  readonly callbackUrl: string
  readonly credentials: CallbackCredentials
  /** In order of creation. */
  readonly agreements: Map<string, Agreement>
}
