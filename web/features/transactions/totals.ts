import type { Transaction, TransactionType } from '#shared/mobilepay/reporting.ts'
import { type Currency, type Money, sumMoney } from '#shared/money.ts'

interface Sum {
  readonly total: Money
  readonly count: number
}

interface Totals {
  readonly payments: Sum
  readonly refunds: Sum
  readonly fees: Sum
  readonly count: number
  /** How many are not in a payout yet; payouts themselves never are. */
  readonly unpaidCount: number
}

/**
 * Adds up exactly what a filter holds, with MobilePay's signs.
 *
 * @throws RangeError when amounts are of another currency than the merchant's.
 */
export function totalsOf(items: readonly Transaction[], currency: Currency): Totals {
  const sumOf = (...types: TransactionType[]): Sum => {
    const own = items.filter(({ type }) => type !== null && types.includes(type))
    return {
      total: sumMoney(
        own.map(({ amount }) => amount),
        currency,
      ),
      count: own.length,
    }
  }
  return {
    payments: sumOf('Payment'),
    refunds: sumOf('Refund'),
    fees: sumOf('TransactionFee', 'ServiceFee'),
    count: items.length,
    unpaidCount: items.filter(
      ({ type, transferReference }) => type !== 'Transfer' && transferReference === null,
    ).length,
  }
}
