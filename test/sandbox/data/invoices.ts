import type { Authorization } from '../delivery/authorization.ts'
import type { Customer } from './customers.ts'
import type { Day } from './days.ts'
import type { Point } from './point.ts'

type InvoiceStatus =
  | 'created'
  | 'invalid'
  | 'accepted'
  | 'paid'
  | 'rejected'
  | 'expired'
  | 'canceled'

export interface Article {
  readonly number: string | undefined
  readonly description: string
  readonly unit: string | undefined
  /** Both may have many decimals, and are shown only. */
  readonly quantity: number | undefined
  readonly pricePerUnit: number | undefined
  readonly vatRate: number | undefined
  readonly vatMinor: number | undefined
  /** VAT included. */
  readonly totalMinor: number | undefined
}

/** All that a merchant says of an invoice. A second one that says exactly the same is refused. */
export interface InvoiceTerms {
  readonly kind: 'direct' | 'link'
  readonly point: Point
  /** With country code and plus sign. A link can do without. */
  readonly phoneNumber: string | undefined
  readonly consumerName: string | undefined
  readonly consumerAddressLines: readonly string[] | undefined
  readonly deliveryAddressLines: readonly string[] | undefined
  /** One of these two is there. */
  readonly number: string | undefined
  readonly paymentReference: string | undefined
  readonly issueDay: Day | undefined
  readonly dueDay: Day
  readonly orderDay: Day | undefined
  readonly deliveryDay: Day | undefined
  readonly comment: string | undefined
  readonly merchantContactName: string | undefined
  readonly merchantOrderNumber: string | undefined
  readonly buyerOrderNumber: string | undefined
  readonly articles: readonly Article[]
  readonly vatMinor: number | undefined
  /** VAT included. */
  readonly totalMinor: number
  /** The merchant's own document. */
  readonly invoiceUrl: string | undefined
  /** Where a link's customer goes after having paid. */
  readonly redirectUrl: string | undefined
}

export interface Invoice extends InvoiceTerms {
  readonly id: string
  readonly createdAt: number
  /** `received` is one of a batch that nobody has looked at yet: nothing is known of it. */
  status: InvoiceStatus | 'received'
  /** Whom it was sent to, or who opened the link and accepted; undefined for the people of the seeded history. */
  customer: Customer | undefined
  /** When it was paid, or is going to be. */
  paymentDay: Day | undefined
  transactionId: string | undefined
  /** How many changes there have been: callbacks are numbered by it. */
  changes: number
}

export type ConsentState = 'Pending' | 'Granted' | 'Denied'

/** A customer's leave to be sent invoices directly, asked for on an invoice link. */
export interface DirectInvoiceConsent {
  readonly id: string
  readonly invoice: Invoice
  state: ConsentState
  phoneNumber: string | undefined
  grantedAt: number | undefined
}

/** Where MobilePay tells the merchant about its invoices, and how it proves that it is MobilePay. */
interface InvoiceCallbackSettings {
  readonly url: string
  readonly authorization: Authorization
}

export interface InvoiceBook {
  readonly invoices: Map<string, Invoice>
  /** In the order of being asked for. */
  readonly consents: Map<string, DirectInvoiceConsent>
  /** Points whose account MobilePay does not accept any longer. */
  readonly disabledIssuers: Set<string>
  /** Undefined until the merchant has said where. */
  callbackSettings: InvoiceCallbackSettings | undefined
}

export const createInvoiceBook = (): InvoiceBook => ({
  invoices: new Map(),
  consents: new Map(),
  disabledIssuers: new Set(),
  callbackSettings: undefined,
})
