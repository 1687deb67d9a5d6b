import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { isCalendarDay } from '#shared/dates.ts'
import {
  paymentPointsPage,
  spanOf,
  transactionsPage,
  transactionsQuery,
  transferAnswer,
  transfersPage,
  transfersQuery,
  transferTransactionsQuery,
} from '#shared/mobilepay/reporting.ts'

const wire = {
  type: 'Payment',
  amount: 276.45,
  currencyCode: 'DKK',
  timestamp: '2026-11-23T18:20:05.1234567+01:00',
}

const pageOf = (...transactions: object[]) => ({
  pageSize: 100,
  nextPageNumber: null,
  transactions,
})

test('a transaction with only its four certain fields is read, the rest null', () => {
  const { items, nextPage } = z.parse(transactionsPage, pageOf(wire))
  expect(nextPage).toBeNull()
  expect(items[0]).toMatchObject({
    type: 'Payment',
    amount: { minor: 27_645, currency: 'DKK' },
    at: Date.UTC(2026, 10, 23, 17, 20, 5, 123),
    reference: null,
    transferReference: null,
    transferDay: null,
    posName: null,
  })
})

test('names are ours and a payout reference keeps its zeros', () => {
  const { items } = z.parse(
    transactionsPage,
    pageOf({
      ...wire,
      amount: '-12.50',
      merchantReference: 'ORD-48210',
      merchantPaymentLabel: 'Lunch',
      transferReference: '08123456780012411267',
      transferDate: '2026-11-23T23:00:00Z',
      message: '  ',
      somethingNew: { of: 'theirs' },
    }),
  )
  expect(items[0]).toMatchObject({
    amount: { minor: -1250, currency: 'DKK' },
    reference: 'ORD-48210',
    paymentLabel: 'Lunch',
    transferReference: '08123456780012411267',
    transferDay: '2026-11-24',
    message: null,
  })
  expect(items[0]).not.toHaveProperty('somethingNew')
})

test('a type MobilePay adds later is kept as unknown, not refused', () => {
  const { items } = z.parse(transactionsPage, pageOf({ ...wire, type: 'Cashback' }))
  expect(items[0]?.type).toBeNull()
})

test.each([
  ['an amount with a third decimal', { ...wire, amount: 276.455 }],
  ['a text as amount', { ...wire, amount: '276,45' }],
  ['an unknown currency', { ...wire, currencyCode: 'SEK' }],
  ['no timestamp', { ...wire, timestamp: null }],
  ['a timestamp that is none', { ...wire, timestamp: 'yesterday' }],
])('%s fails the page, because a missing row would make wrong sums', (_, bad) => {
  expect(z.safeParse(transactionsPage, pageOf(wire, bad)).success).toBe(false)
})

test('payouts and payment points are read', () => {
  const id = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01'
  expect(
    z.parse(transfersPage, {
      nextPageNumber: 2,
      transfers: [
        {
          id,
          reference: '01000000010010',
          date: '2026-11-24T00:00:00Z',
          totalTransferredAmount: 268.94,
          currencyCode: 'EUR',
          paymentPointId: id,
        },
      ],
    }),
  ).toEqual({
    nextPage: 2,
    items: [
      {
        id,
        reference: '01000000010010',
        day: '2026-11-24',
        total: { minor: 26_894, currency: 'EUR' },
        paymentPointId: id,
      },
    ],
  })
  expect(
    z.parse(paymentPointsPage, {
      paymentPoints: [{ id, name: 'Webshop', productType: 'Invoice' }],
    }),
  ).toEqual({ nextPage: null, items: [{ id, name: 'Webshop', product: 'Invoice', alias: null }] })
})

test('one payout is read like one of a list', () => {
  const wireTransfer = {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
    reference: '08000633400012411265',
    date: '2026-11-24T03:10:00Z',
    totalTransferredAmount: '12345.6',
    currencyCode: 'DKK',
  }
  expect(z.parse(transferAnswer, wireTransfer)).toEqual({
    id: wireTransfer.id,
    reference: wireTransfer.reference,
    day: '2026-11-24',
    total: { minor: 1_234_560, currency: 'DKK' },
    paymentPointId: null,
  })
  const inexact = { ...wireTransfer, totalTransferredAmount: 0.001 }
  expect(z.safeParse(transferAnswer, inexact).success).toBe(false)
})

test('payouts are asked for by day, and one by its reference on all days', () => {
  const [from, to] = ['2026-10-25', '2026-11-23']
  if (!isCalendarDay(from) || !isCalendarDay(to)) throw new Error('not days')
  const page = { number: 1, size: 100, direction: 'desc' } as const
  const paging = { pagesize: '100', pagenumber: '1', sortdirection: 'desc' }
  const filter = { from, to, paymentPointId: null, reference: null }
  expect(transfersQuery(filter, page)).toEqual({ startdate: from, enddate: to, ...paging })
  expect(transfersQuery({ ...filter, paymentPointId: 'p', reference: '08' }, page)).toEqual({
    reference: '08',
    paymentpointid: 'p',
    ...paging,
  })
  expect(transferTransactionsQuery('t', page)).toEqual({ transferid: 't', ...paging })
})

test('a filter of days spans whole days of the merchant, also over a change of clocks', () => {
  const [from, to] = ['2026-10-25', '2026-11-23']
  if (!isCalendarDay(from) || !isCalendarDay(to)) throw new Error('not days')
  const filter = { from, to, zone: 'Europe/Copenhagen', paymentPointId: null } as const
  const page = { number: 2, size: 1000, direction: 'asc' } as const
  expect(transactionsQuery(filter, page)).toEqual({
    startdate: '2026-10-24T22:00:00Z',
    enddate: '2026-11-23T23:00:00Z',
    pagesize: '1000',
    pagenumber: '2',
    sortdirection: 'asc',
  })
  expect(transactionsQuery({ ...filter, paymentPointId: 'a' }, page)).toHaveProperty(
    'paymentpointid',
    'a',
  )
  const { start, end } = spanOf(filter)
  expect(end - start).toBe((30 * 24 + 1) * 3_600_000)
})
