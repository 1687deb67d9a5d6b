export type ProductType = 'PointOfSale' | 'MyShop' | 'Subscription' | 'Invoice' | 'App payments'

/** What MobilePay keeps of a payment. */
export interface FeeRate {
  readonly fixedMinor: number
  /** Hundredths of a per cent. */
  readonly basisPoints: number
}

/** Where money comes in. Its id is also the subscription provider's or the invoice issuer's. */
export interface Point {
  readonly id: string
  readonly name: string
  readonly product: ProductType
  /** Eight digits of the bank reference; zeros for Subscriptions and Invoice. */
  readonly number: string
  /** The number customers type in the app; MyShop only. */
  readonly alias: string | undefined
  state: 'created' | 'active'
  /** Undefined: MobilePay sends a bill for its fees, so they never meet this money. */
  readonly fee: FeeRate | undefined
  readonly allowsPartialCapture: boolean
  readonly address: Address
  /** Only at a counter. */
  readonly till: Till | undefined
}

export interface Address {
  readonly street: string
  readonly zipCode: string
  readonly city: string
}

export interface Till {
  readonly brandName: string
  readonly brandId: string
  readonly locationId: string
  readonly posName: string
  readonly beaconId: string
}

export const feeOf = ({ fixedMinor, basisPoints }: FeeRate, amountMinor: number): number =>
  fixedMinor + Math.round((amountMinor * basisPoints) / 10_000)
