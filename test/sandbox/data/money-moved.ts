import type { World } from './world.ts'

/** What one payment did to a merchant's money so far: payment, charge, one-off or invoice. */
export interface MoneyMoved {
  readonly paymentId: string
  readonly merchantId: string
  readonly currency: 'DKK' | 'EUR'
  /** How often it came in: 0, or 1. More would be a double charge. */
  readonly payments: number
  readonly paidMinor: number
  readonly refunds: number
  readonly refundedMinor: number
  /** Oldest first; fees are not among them. */
  readonly lines: readonly {
    readonly type: 'Payment' | 'Refund'
    /** Signed, in øre or cents. */
    readonly amountMinor: number
    /** By the stand-in's clock. */
    readonly at: string
  }[]
}

const isKnown = ({ invoiceBook, payments, providers }: World, id: string) =>
  payments.all.has(id) ||
  invoiceBook.invoices.has(id) ||
  [...providers.values()].some(({ agreements }) =>
    [...agreements.values()].some(
      ({ charges, oneOffs }) =>
        charges.some((charge) => charge.id === id) || oneOffs.some((oneOff) => oneOff.id === id),
    ),
  )

/** The money behind an id, from the ledger that Reporting and payouts are made of; undefined for an id of nobody's. */
export const moneyMoved = (worlds: readonly World[], paymentId: string): MoneyMoved | undefined => {
  const world = worlds.find((candidate) => isKnown(candidate, paymentId))
  if (world === undefined) return undefined
  const lines = world.ledger.lines.flatMap(({ type, amountMinor, at, details }) =>
    (details.cause ?? details.paymentId) === paymentId && (type === 'Payment' || type === 'Refund')
      ? [{ type, amountMinor, at: new Date(at).toISOString() }]
      : [],
  )
  const of = (wanted: 'Payment' | 'Refund') => lines.filter(({ type }) => type === wanted)
  const sumOf = (some: typeof lines) => some.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    paymentId,
    merchantId: world.merchant.id,
    currency: world.merchant.currency,
    payments: of('Payment').length,
    paidMinor: sumOf(of('Payment')),
    refunds: of('Refund').length,
    refundedMinor: Math.abs(sumOf(of('Refund'))),
    lines,
  }
}
