import type { Authorization } from './authorization.ts'

/** Something for a merchant's server, to be POSTed as JSON. */
export interface DeliveryOrder {
  readonly kind:
    | 'agreement callback'
    | 'payment callback'
    | 'refund callback'
    | 'invoice callback'
    | 'webhook'
  readonly merchantId: string
  /** As the merchant registered it. */
  readonly url: string
  /** Sent byte for byte. */
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** Asked before each attempt, so that changed credentials count at once. */
  readonly authorization?: () => Authorization | undefined
  /** When to try first, by the stand-in's clock: milliseconds since the epoch. */
  readonly at: number
  /** Milliseconds to wait after the given number of failed attempts; undefined when it is given up. */
  readonly retryAfter: (failures: number) => number | undefined
  /** On hosts other than this machine, any other port is refused; without it all are good. */
  readonly ports?: readonly number[]
}

/** Takes what is to be sent. */
export type Deliver = (order: DeliveryOrder) => void

export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** Nobody answered, or nothing was sent. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface Attempt {
  /** By the stand-in's clock. */
  readonly at: number
  /** How MobilePay proved who it was. The credentials themselves are in no record. */
  readonly scheme: Authorization['scheme'] | undefined
  readonly outcome: Outcome
}

/** What became of an order. The log of the stand-in's pages shows these. */
export interface DeliveryRecord {
  /** 1 for the first order ever. */
  readonly number: number
  readonly order: DeliveryOrder
  readonly attempts: readonly Attempt[]
  readonly status: 'waiting' | 'delivered' | 'given up'
  /** When it is tried next; undefined when it is over. */
  readonly nextAt: number | undefined
}

export const isSuccess = ({ outcome }: Attempt): boolean =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300
