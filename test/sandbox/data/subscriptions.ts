import type { Authorization } from '../delivery/authorization.ts'
import type { Attachment } from './attachment.ts'
import type { Customer } from './customers.ts'
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

/** What both kinds of payments have. */
interface PaymentBase {
  readonly id: string
  readonly agreement: Agreement
  readonly externalId: string
  readonly description: string | undefined
  readonly requestedAt: number
  /** Undefined until the money has come. */
  paidAt: number | undefined
  transactionId: string | undefined
  attachment: Attachment | undefined
}

/** A recurring payment; `payment request` in MobilePay's paths. */
export interface Charge extends PaymentBase {
  readonly kind: 'Regular'
  /** As it was first asked for: it can be lowered, and raised again up to here. */
  readonly requestedMinor: number
  amountMinor: number
  readonly dueDay: Day
  readonly graceDays: number
  status: ChargeStatus
}

export interface OneOff extends PaymentBase {
  readonly kind: 'OneOff'
  readonly amountMinor: number
  readonly expirationTimeoutMinutes: number
  /** Where the customer goes after having answered; that of the agreement when it came with one. */
  readonly userRedirect: string | undefined
  status: OneOffStatus
}

export type Payment = Charge | OneOff

export interface SubscriptionRefund {
  readonly id: string
  readonly payment: Payment
  readonly amountMinor: number
  readonly externalId: string | undefined
  status: 'Requested' | 'Issued' | 'Declined'
  transactionId: string | undefined
}

export const linkRels = [
  'user-redirect',
  'success-callback',
  'cancel-callback',
  'cancel-redirect',
] as const

export type LinkRel = (typeof linkRels)[number]

export interface Link {
  readonly rel: LinkRel
  readonly href: string
}

/** What the merchant can change as long as the agreement lives. */
export interface AgreementTerms {
  externalId: string | undefined
  plan: string
  description: string | undefined
  /** Undefined when the amount differs from charge to charge. */
  amountMinor: number | undefined
  /** Charges a year; 0 is now and then. */
  frequency: number
  links: readonly Link[]
  disableNotificationManagement: boolean
}

export interface Agreement extends AgreementTerms {
  readonly id: string
  readonly provider: Provider
  readonly expirationTimeoutMinutes: number
  /** The customer cannot leave sooner after having accepted. */
  readonly retentionHours: number
  /** Whose phone is expected to accept it; undefined: whoever opens the link. With country code and plus sign. */
  readonly phoneNumber: string | undefined
  readonly createdAt: number
  notificationsOn: boolean
  status: AgreementStatus
  acceptedAt: number | undefined
  canceledAt: number | undefined
  /** The test user who accepted it; undefined for the people of the seeded history. */
  customer: Customer | undefined
  /** Oldest first. */
  readonly charges: Charge[]
  readonly oneOffs: OneOff[]
  readonly refunds: SubscriptionRefund[]
}

export interface Provider {
  readonly point: Point
  readonly status: 'Enabled' | 'Pending'
  readonly url: string
  readonly customerServiceEmail: string
  readonly accountId: string
  readonly accountNumber: string
  /** Whether MobilePay lets it reserve one-offs without the customer's swipe. */
  readonly mayAutoReserve: boolean
  /** What is transferred at once cannot be refunded. */
  transfers: 'daily' | 'instant'
  callbackUrl: string
  /** MobilePay shows it in clear to whoever may read the provider. */
  credentials: Authorization
  /** In order of creation. */
  readonly agreements: Map<string, Agreement>
}

/** What an attempt to change something came to: a word for why not, or nothing against it. */
export type Refusal =
  | 'wrong state'
  | 'card expired'
  | 'within retention period'
  | 'reservation pending'
  | 'amount too large'

export type Act = { readonly ok: true } | { readonly ok: false; readonly why: Refusal }

export const done: Act = { ok: true }
export const refused = (why: Refusal): Act => ({ ok: false, why })
