import { expect, test } from 'vitest'

import type { TransactionType } from '#shared/mobilepay/reporting.ts'
import { tieOut } from '#shared/mobilepay/totals.ts'
import type { Money } from '#shared/money.ts'

import { transactionOf } from '../support/transaction.ts'

const kroner = (minor: number): Money => ({ minor, currency: 'DKK' })

const transaction = (type: TransactionType | null, minor: number) =>
  transactionOf(minor, { type, transferReference: '08000633400012411265' })

const items = [
  transaction('Payment', 64_900),
  transaction('Payment', 10),
  transaction('Refund', -4995),
  transaction('TransactionFee', -911),
  transaction('ServiceFee', -4900),
  transaction('Adjustment', -1275),
  transaction('ReturnedTransaction', 6800),
  transaction(null, 1),
]
const sum = 64_910 - 4995 - 5811 - 1275 + 6800 + 1
const own = transaction('Transfer', -sum)

test('a payout is its payments less refunds and fees, adjustments and returns with their signs', () => {
  const tied = tieOut([...items, own], kroner(sum))
  expect(tied.sum).toEqual(kroner(sum))
  expect(tied.difference).toEqual(kroner(0))
  expect(tied.explanation).toBeNull()
  expect(tied.parts.payments).toEqual({ total: kroner(64_910), count: 2 })
  expect(tied.parts.fees).toEqual({ total: kroner(-5811), count: 2 })
  expect(tied.parts.adjustments).toEqual({ total: kroner(-1274), count: 2 })
})

test.each([
  ['one øre too little', sum - 1, -1, 'unknown'],
  ['what a bank returned was not sent along', sum - 6800, -6800, 'returned'],
  ['the fees are on an invoice', sum + 5811, 5811, 'fees'],
  ['something else', sum + 5810, 5810, 'unknown'],
] as const)('%s: the difference is told, and why where that is known', (_, paid, off, why) => {
  const tied = tieOut(items, kroner(paid))
  expect(tied.difference).toEqual(kroner(off))
  expect(tied.explanation).toBe(why)
})

test('a payout of nothing that is listed differs by all of it', () => {
  const tied = tieOut([], kroner(100))
  expect([tied.difference.minor, tied.explanation]).toEqual([100, 'unknown'])
})

test('amounts of another currency are never added up', () => {
  expect(() => tieOut(items, { minor: sum, currency: 'EUR' })).toThrow(RangeError)
})
