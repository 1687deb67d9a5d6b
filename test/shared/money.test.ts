import { expect, test } from 'vitest'

import { type Currency, formatMoney, readAmount, sumMoney } from '#shared/money.ts'

const dkk = (minor: number) => ({ minor, currency: 'DKK' as Currency })

/** A small seeded generator, so that a failure can be repeated. */
function randomIntegers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test.each([
  ['10.99', 1099],
  [10.99, 1099],
  ['0.05', 5],
  [0.1, 10],
  [0.29, 29],
  [1.1, 110],
  [8.2, 820],
  [276.45, 27_645],
  ['-87.09', -8709],
  [-87.09, -8709],
  [1364, 136_400],
  ['1364', 136_400],
  ['276.4500', 27_645],
  ['0', 0],
  [-0, 0],
  ['-0.00', 0],
  [9_999_999_999_999.99, 999_999_999_999_999],
  ['90071992547409.91', 9_007_199_254_740_991],
])('%j is read as %d minor units', (written, minor) => {
  expect(readAmount(written, 'DKK')).toEqual(dkk(minor))
})

test.each([
  '10.999',
  10.999,
  0.1 + 0.2,
  '1.005',
  1e-7,
  1e13,
  1e21,
  '90071992547409.92',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  ' 1',
  '1 ',
  '+1',
  '.5',
  '1.',
  '01.00',
  '1,50',
  '1.234,50',
  '1e3',
  '0x10',
  'NaN',
])('%j is refused rather than rounded or guessed', (written) => {
  expect(readAmount(written, 'DKK')).toBeNull()
})

const minorOf = (written: string | number) => readAmount(written, 'EUR')?.minor

test('every amount survives JSON, as a number and as a string', () => {
  const below = randomIntegers(1)
  for (let round = 0; round < 5000; round += 1) {
    const minor = below(2) === 0 ? below(10_000) : below(2 ** 31) * below(200_000)
    const signed = below(2) === 0 ? minor : -minor
    const digits = String(Math.abs(signed)).padStart(3, '0')
    const text = `${signed < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
    const number: unknown = JSON.parse(text)
    const expected = signed === 0 ? 0 : signed
    expect([text, minorOf(text), minorOf(Number(number))]).toEqual([text, expected, expected])
  }
})

test('sums are exact where floating point is not', () => {
  const dimes = Array.from({ length: 1000 }, () => dkk(10))
  expect(sumMoney(dimes, 'DKK')).toEqual(dkk(10_000))
  expect(sumMoney([], 'EUR')).toEqual({ minor: 0, currency: 'EUR' })
})

test('currencies are not mixed and an inexact sum is not given', () => {
  expect(() => sumMoney([dkk(1), { minor: 1, currency: 'EUR' }], 'DKK')).toThrow(RangeError)
  expect(() => sumMoney([dkk(Number.MAX_SAFE_INTEGER), dkk(1)], 'DKK')).toThrow(RangeError)
})

test.each([
  ['da-DK', 'DKK', 136_411, '1.364,11 kr.'],
  ['da-DK', 'DKK', -26_715, '-267,15 kr.'],
  ['en-GB', 'DKK', 136_411, 'DKK 1,364.11'],
  ['en-GB', 'DKK', -26_715, '-DKK 267.15'],
  ['fi-FI', 'DKK', 136_411, '1 364,11 DKK'],
  ['en-GB', 'EUR', 136_411, '€1,364.11'],
  ['da-DK', 'EUR', 136_411, '1.364,11 €'],
  ['fi-FI', 'EUR', -26_715, '−267,15 €'],
  ['en-GB', 'EUR', 5, '€0.05'],
  ['en-GB', 'EUR', -9_007_199_254_740_991, '-€90,071,992,547,409.91'],
] as const)('%s writes %s %d as %s', (locale, currency, minor, written) => {
  expect(formatMoney({ minor, currency }, locale).replace(/[\u00A0\u202F]/g, ' ')).toBe(written)
})

test('an amount that is no safe integer is not printed', () => {
  expect(() => formatMoney(dkk(0.5), 'da-DK')).toThrow(RangeError)
  expect(() => formatMoney(dkk(1e21), 'da-DK')).toThrow(RangeError)
})
