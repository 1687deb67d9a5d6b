import { type Currency, type Money, sumMoney } from '../money.ts'
import type { Transaction, TransactionType } from './reporting.ts'

/** Amounts of one kind, with MobilePay's signs. */
interface Sum {
  readonly total: Money
  readonly count: number
}

/** What a list of transactions comes to. */
export interface Totals {
  readonly payments: Sum
  readonly refunds: Sum
  readonly fees: Sum
  /** Money that a bank sent back. */
  readonly returned: Sum
  /** Corrections by MobilePay, and kinds it added after this was written. */
  readonly adjustments: Sum
  /** What is in no payout yet, of all kinds: it comes to what is still to be paid out. */
  readonly unpaid: Sum
  /** Of everything, payouts among it. */
  readonly count: number
}

function sumOf(items: readonly Transaction[], currency: Currency): Sum {
  const amounts = items.map(({ amount }) => amount)
  return { total: sumMoney(amounts, currency), count: items.length }
}

/**
 * Adds up transactions, exactly.
 *
 * @throws RangeError when one is of another currency than the merchant's.
 */
export function totalsOf(items: readonly Transaction[], currency: Currency): Totals {
  const of = (...types: (TransactionType | null)[]) =>
    sumOf(
      items.filter(({ type }) => types.includes(type)),
      currency,
    )
  return {
    payments: of('Payment'),
    refunds: of('Refund'),
    fees: of('TransactionFee', 'ServiceFee'),
    returned: of('ReturnedTransaction'),
    adjustments: of('Adjustment', null),
    // A payout is never in a payout.
    unpaid: sumOf(
      items.filter(
        ({ type, transferReference }) => type !== 'Transfer' && transferReference === null,
      ),
      currency,
    ),
    count: items.length,
  }
}

/** Why a payout is not the sum of what MobilePay lists for it, where that can be told. */
export type Explanation = 'returned' | 'fees' | 'unknown'

/** A payout held against its transactions. */
export interface TieOut {
  readonly parts: Totals
  /** Of everything in it but the payout's own line. */
  readonly sum: Money
  /** What was paid out, less that sum. */
  readonly difference: Money
  /** Null where the two are the same to the øre. */
  readonly explanation: Explanation | null
}

/**
 * Holds what was transferred against the transactions in the payout. Its own line, which takes the
 * money out of the wallet, is no part of it.
 *
 * @throws RangeError when amounts are of several currencies.
 */
export function tieOut(items: readonly Transaction[], transferred: Money): TieOut {
  const { currency } = transferred
  const own = items.filter(({ type }) => type !== 'Transfer')
  const parts = totalsOf(own, currency)
  const { total: sum } = sumOf(own, currency)
  const difference: Money = { minor: transferred.minor - sum.minor, currency }
  return { parts, sum, difference, explanation: explain(parts, difference) }
}

function explain({ returned, fees }: Totals, { minor }: Money): Explanation | null {
  if (minor === 0) return null
  // Listed with the payout, but not part of the money that was sent.
  if (minor === -returned.total.minor) return 'returned'
  if (minor === -fees.total.minor) return 'fees'
  return 'unknown'
}
