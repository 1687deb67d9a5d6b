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
  readonly number: string
  readonly description: string
  readonly quantityThousandths: number
  /** Without VAT, as is the net amount. */
  readonly unitPriceMinor: number
  readonly netMinor: number
  readonly totalMinor: number
}

export interface Invoice {
  readonly id: string
  readonly point: Point
  readonly kind: 'direct' | 'link'
  readonly number: string
  readonly phoneNumber: string
  readonly issueDay: Day
  readonly dueDay: Day
  readonly comment: string
  readonly articles: readonly Article[]
  readonly vatPercent: number
  readonly vatMinor: number
  /** VAT included. */
  readonly totalMinor: number
  readonly invoiceUrl: string
  status: InvoiceStatus
  paymentDay: Day | undefined
  transactionId: string | undefined
}

export type ConsentState = 'Pending' | 'Granted' | 'Denied'

/** A customer's leave to be sent invoices directly, asked for on an invoice link. */
export interface DirectInvoiceConsent {
  readonly id: string
  readonly invoice: Invoice
  state: ConsentState
  grantedAt: number | undefined
}

export interface InvoiceBook {
  readonly invoices: Map<string, Invoice>
  /** In the order of being asked for. */
  readonly consents: Map<string, DirectInvoiceConsent>
}

export const createInvoiceBook = (): InvoiceBook => ({ invoices: new Map(), consents: new Map() })
