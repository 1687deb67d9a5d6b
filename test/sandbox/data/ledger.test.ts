import { expect, it } from 'vitest'

import { createLedger } from './ledger.ts'
import type { Point } from './point.ts'
import { createRandom } from './random.ts'

const point: Point = {
  id: 'bf3c1d5e-6a70-4b5f-8f0e-2b1c0f6a9d11',
  name: 'Web',
  product: 'App payments',
  number: '00063340',
  alias: undefined,
  state: 'active',
  fee: { fixedMinor: 100, basisPoints: 125 },
  allowsPartialCapture: true,
  address: { street: '', zipCode: '', city: '' },
  till: undefined,
}
const open = () => createLedger(createRandom('ledger'))

it('a payment of 123.45 with a fee of 1 and 1.25 % pays out 120.91', () => {
  const ledger = open()
  ledger.bookPayment(point, 12_345, 1999)
  ledger.settle(point, 5000, 6000, '2026-11-24')
  expect(ledger.lines.map(({ type, amountMinor, at }) => [type, amountMinor, at])).toEqual([
    ['Payment', 12_345, 1000],
    ['TransactionFee', -254, 1000],
    ['Transfer', -12_091, 6000],
  ])
  expect(ledger.transfers.map(({ totalMinor }) => totalMinor)).toEqual([12_091])
})

it('fees that are billed are not taken from the money', () => {
  const ledger = open()
  ledger.bookPayment({ ...point, fee: undefined }, 12_345, 1000)
  expect(ledger.lines.map(({ type }) => type)).toEqual(['Payment'])
})

it('a point that owes more than it took waits until it has sold enough', () => {
  const ledger = open()
  const settle = (before: number) => ledger.settle(point, before, before, '2026-11-24')
  ledger.book(point, 'Payment', 500, 1000)
  ledger.book(point, 'Refund', -800, 2000)
  settle(3000)
  expect(ledger.transfers).toHaveLength(0)
  ledger.book(point, 'Payment', 300, 4000)
  settle(5000)
  expect(ledger.transfers).toHaveLength(0)
  ledger.book(point, 'Payment', 1, 6000)
  settle(7000)
  expect(ledger.transfers.map(({ totalMinor, lines }) => [totalMinor, lines.length])).toEqual([
    [1, 5],
  ])
})

it('what comes after midnight waits for the next night, and points do not mix', () => {
  const ledger = open()
  const other = { ...point, id: '0c2a8f7e-1111-4222-8333-444455556666', number: '00000001' }
  ledger.book(point, 'Payment', 100, 1000)
  ledger.book(other, 'Payment', 10, 1000)
  ledger.book(point, 'Payment', 1, 2000)
  ledger.settle(point, 2000, 3000, '2026-11-24')
  expect(ledger.transfers.map(({ totalMinor }) => totalMinor)).toEqual([100])
  ledger.settle(point, 9000, 9000, '2026-11-25')
  ledger.settle(other, 9000, 9000, '2026-11-25')
  ledger.settle(point, 10_000, 10_000, '2026-11-26')
  expect(ledger.transfers.map(({ totalMinor }) => totalMinor)).toEqual([100, 1, 10])
})

it('a bank reference has twenty digits and another running number every time', () => {
  const ledger = open()
  for (const at of [1000, 2000, 3000]) {
    ledger.book(point, 'Payment', 100, at)
    ledger.settle(point, at + 1, at, '2026-11-24')
  }
  const references = ledger.transfers.map(({ reference }) => reference)
  expect(references.map((reference) => reference.slice(0, 19))).toEqual([
    '0800063340001241126',
    '0800063340002241126',
    '0800063340003241126',
  ])
  for (const reference of references) expect(reference).toMatch(/^\d{20}$/u)
})
