import type { FeeRate } from './point.ts'
import type { NonEmpty } from './random.ts'

export interface Ware {
  readonly name: string
  readonly priceMinor: number
}

interface BusinessBase {
  /** Names the stream of chance, so it must not change. */
  readonly key: string
  readonly name: string
  readonly fee: FeeRate | undefined
}

/** People paying at a counter: a till or, with MyShop, a number on a sign. */
export interface Counter extends BusinessBase {
  readonly kind: 'counter'
  readonly product: 'PointOfSale' | 'MyShop'
  readonly number: string
  readonly salesPerDay: number
  /** Weekdays, 0 is Sunday. */
  readonly closedOn: readonly number[]
  readonly orderPrefix: string
  readonly wares: NonEmpty<Ware>
  /** What customers write with the payment; only MyShop passes it on. */
  readonly messages: NonEmpty<string>
}

/** A web shop on App Payments. */
export interface WebShop extends BusinessBase {
  readonly kind: 'web'
  readonly number: string
  readonly ordersPerDay: number
  readonly orderPrefix: string
  readonly url: string
  readonly shippingMinor: number
  readonly allowsPartialCapture: boolean
  readonly wares: NonEmpty<Ware>
}

export interface Plan {
  readonly name: string
  readonly description: string
  readonly priceMinor: number
  /** Charges a year. */
  readonly frequency: 4 | 12 | 26 | 52
}

export interface SubscriptionBusiness extends BusinessBase {
  readonly kind: 'subscriptions'
  /** How many agreements exist on the first day. */
  readonly agreements: number
  readonly externalIdPrefix: string
  /** MobilePay allows it on application only. */
  readonly mayAutoReserve: boolean
  readonly url: string
  /** A plan named twice is chosen twice as often. */
  readonly plans: NonEmpty<Plan>
  readonly extras: NonEmpty<Ware>
}

export interface InvoiceBusiness extends BusinessBase {
  readonly kind: 'invoices'
  readonly invoicesPerRun: number
  readonly numberPrefix: string
  readonly url: string
}

/** One way in which a merchant takes money. Each has its own point. */
export type Business = Counter | WebShop | SubscriptionBusiness | InvoiceBusiness
