import { expect, test } from 'vitest'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'
import { totalsOf } from '#shared/mobilepay/totals.ts'

import {
  isNarrowed,
  type Narrowing,
  transactionParams,
  wantedBy,
} from '../../web/features/transactions/params.ts'
import { changeParams, readParams } from '../../web/ui/list-params.ts'
import { periodOf } from '../../web/ui/period-params.ts'
import { presetsOf } from '../../web/ui/periods.ts'
import { rowsOf } from '../../web/ui/transaction-rows.ts'
import { transactionOf } from '../support/transaction.ts'

function day(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

const read = (search: string) => readParams(transactionParams, new URLSearchParams(search))
const usual = {
  from: null,
  to: null,
  point: null,
  type: null,
  payout: null,
  min: null,
  max: null,
  q: null,
  sort: 'desc',
  page: 1,
  row: null,
}
const point = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01'

test('an address without parameters is the usual list', () => {
  expect(read('')).toEqual(usual)
})

test('an address holds the whole state of the list', () => {
  const search =
    `from=2026-10-25&to=2026-11-23&point=${point}&type=Refund&payout=open&min=100&max=250000` +
    `&q=NK-1042&sort=asc&page=3&row=1k2j3-2`
  expect(read(search)).toEqual({
    from: '2026-10-25',
    to: '2026-11-23',
    point,
    type: 'Refund',
    payout: 'open',
    min: 100,
    max: 250_000,
    q: 'NK-1042',
    sort: 'asc',
    page: 3,
    row: '1k2j3-2',
  })
})

test.each([
  'from=yesterday',
  'from=2026-02-30',
  'to=',
  'point=1%20OR%201',
  'type=Cashback',
  'payout=maybe',
  'min=12.50',
  'max=-1',
  'sort=up',
  'page=0',
  'page=6',
  'page=1.5',
  'page=many',
  'row=%3Cscript%3E',
  'unknown=1',
])('%s makes no sense and counts as missing', (search) => {
  expect(read(search)).toEqual(usual)
})

test('one senseless parameter does not spoil the others', () => {
  expect(read('sort=up&page=2')).toEqual({ ...usual, page: 2 })
})

test('a change sets, removes and leaves, and keeps the parameters of others', () => {
  const before = new URLSearchParams('from=2026-10-25&page=3&locale=da')
  const after = changeParams(before, { from: '2026-11-01', page: null, to: undefined })
  expect(after.toString()).toBe('from=2026-11-01&locale=da')
  expect(before.get('page')).toBe('3')
})

test('half a period, or one backwards, is the last 30 days', () => {
  const today = day('2026-11-24')
  const last30 = { from: '2026-10-26', to: '2026-11-24' }
  expect(periodOf({ from: null, to: null }, today)).toMatchObject(last30)
  expect(periodOf({ from: day('2026-11-01'), to: null }, today)).toMatchObject(last30)
  expect(periodOf({ from: day('2026-11-02'), to: day('2026-11-01') }, today)).toMatchObject(last30)
  const one = { from: day('2026-11-01'), to: day('2026-11-01') }
  expect(periodOf(one, today)).toEqual(one)
})

test('presets count back from today, over the turn of the year', () => {
  const spans = presetsOf(day('2027-01-15')).map(({ id, from, to }) => `${id} ${from} ${to}`)
  expect(spans).toEqual([
    'today 2027-01-15 2027-01-15',
    'days7 2027-01-09 2027-01-15',
    'days30 2026-12-17 2027-01-15',
    'days90 2026-10-18 2027-01-15',
    'thisMonth 2027-01-01 2027-01-15',
    'lastMonth 2026-12-01 2026-12-31',
    'thisQuarter 2027-01-01 2027-01-15',
    'lastQuarter 2026-10-01 2026-12-31',
  ])
})

const of = (minor: number, count: number) => ({ total: { minor, currency: 'DKK' }, count })

test('totals are exact, by type, with the signs as they come', () => {
  const items = [
    ...Array.from({ length: 1000 }, () => transactionOf(10)),
    transactionOf(-250, { type: 'Refund', transferReference: '08' }),
    transactionOf(-7, { type: 'TransactionFee' }),
    transactionOf(-4900, { type: 'ServiceFee' }),
    transactionOf(-4843, { type: 'Transfer' }),
    transactionOf(1, { type: 'Adjustment' }),
    transactionOf(1, { type: null }),
  ]
  expect(totalsOf(items, 'DKK')).toEqual({
    payments: of(10_000, 1000),
    refunds: of(-250, 1),
    fees: of(-4907, 2),
    returned: of(0, 0),
    adjustments: of(2, 2),
    // All but the refund, which is paid out, and the payout itself.
    unpaid: of(10_000 - 7 - 4900 + 2, 1004),
    count: 1006,
  })
  expect(totalsOf([], 'EUR').payments).toEqual({ total: { minor: 0, currency: 'EUR' }, count: 0 })
})

test('rows that say the same still have names of their own, which loading more does not change', () => {
  const items = [transactionOf(1), transactionOf(2), transactionOf(1), transactionOf(1)]
  const keys = rowsOf(items).map(({ key }) => key)
  expect(new Set(keys).size).toBe(4)
  expect(keys[2]).toBe(`${keys[0]}-2`)
  const more = rowsOf([...items, transactionOf(3)]).map(({ key }) => key)
  expect(more.slice(0, 4)).toEqual(keys)
  for (const key of more) expect(read(`row=${key}`).row).toBe(key)
})

const anything: Narrowing = { type: null, payout: null, min: null, max: null, q: null }

test.each<[string, Partial<Narrowing>, readonly number[]]>([
  ['nothing', {}, [0, 1, 2, 3]],
  ['a type', { type: 'Refund' }, [1]],
  ['not paid out yet', { payout: 'open' }, [0, 1]],
  ['paid out', { payout: 'done' }, [2]],
  ['amounts without their sign', { min: 250, max: 300 }, [1, 2]],
  ['one amount', { min: 1000, max: 1000 }, [0]],
  ['part of a reference, in any case', { q: 'nk-10' }, [0, 1]],
  ['a message', { q: 'SAUNA' }, [2]],
  ['a payout’s reference', { q: '0800063340' }, [2]],
  ['text and type', { q: 'nk', type: 'Payment' }, [0]],
  ['what is not there', { q: 'zzz' }, []],
])('rows that match %s', (_, wish, expected) => {
  const items = [
    transactionOf(1000, { reference: 'NK-1042' }),
    transactionOf(-250, { type: 'Refund', reference: 'NK-1042' }),
    transactionOf(300, {
      message: 'Kiitos saunasta',
      transferReference: '08000633400012411265',
    }),
    transactionOf(-9999, { type: 'Transfer' }),
  ]
  const narrowing = { ...anything, ...wish }
  const isWanted = wantedBy(narrowing)
  expect(items.flatMap((item, index) => (isWanted(item) ? [index] : []))).toEqual(expected)
  expect(isNarrowed(narrowing)).toBe(Object.keys(wish).length > 0)
})
