import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { currencies, formatMoney, readAmount, sumMoney, wireAmount } from '#shared/money.ts'

import { runs } from '../support/property-runs.ts'

const currency = fc.constantFrom(...currencies)
const safe = fc.maxSafeInteger()
/** Up to 15 digits, which a JSON number keeps. */
const exact = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })

/** Written by hand, without arithmetic on doubles. */
function decimal(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function trimmed(value: string): string {
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value
}

test('an amount is the same after it went to MobilePay and came back as a number', () => {
  fc.assert(
    fc.property(exact, currency, (minor, code) => {
      fc.pre(Math.abs(minor) < 1e15)
      const money = { minor: minor === 0 ? 0 : minor, currency: code }
      const wire: unknown = JSON.parse(JSON.stringify({ amount: wireAmount(money) }))
      expect(wire).toEqual({ amount: Number(decimal(minor)) })
      expect(readAmount(wireAmount(money), code)).toEqual(money)
    }),
    runs(2000),
  )
})

test('as a text every safe amount is, with any number of zeros behind it', () => {
  fc.assert(
    fc.property(safe, currency, fc.nat(6), (minor, code, zeros) => {
      const money = { minor: minor === 0 ? 0 : minor, currency: code }
      expect(readAmount(decimal(minor) + '0'.repeat(zeros), code)).toEqual(money)
    }),
    runs(2000),
  )
})

test('an amount that would have to be rounded, or is none, is refused and never something else', () => {
  const text = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.tuple(safe, fc.integer({ min: 1, max: 9 })).map(([minor, more]) => decimal(minor) + more),
    fc.constantFrom(
      '1e3',
      '0x10',
      ' 1',
      '1 ',
      '1,5',
      '01',
      '.5',
      '5.',
      '--1',
      '+1',
      'NaN',
      '',
      '١',
      '1_0',
    ),
  )
  fc.assert(
    fc.property(text, currency, (written, code) => {
      const money = readAmount(written, code)
      // What is read is written: the same digits in the same places.
      const same =
        money === null || /^-?0*$/.test(written.replace('.', '')) ? written : decimal(money.minor)
      expect(trimmed(same)).toBe(trimmed(written))
    }),
    runs(3000),
  )
})

test('a sum is the sum in whole minor units, in whatever order', () => {
  const amounts = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 50 })
  fc.assert(
    fc.property(amounts, currency, (minors, code) => {
      const money = minors.map((minor) => ({ minor, currency: code }))
      const total = minors.reduce((sum, minor) => sum + BigInt(minor), 0n)
      expect(BigInt(sumMoney(money, code).minor)).toBe(total)
      expect(sumMoney(money.toReversed(), code)).toEqual(sumMoney(money, code))
    }),
    runs(500),
  )
})

test('what is shown has the digits of the amount, in every language', () => {
  const locale = fc.constantFrom('da', 'en', 'fi', 'sv', 'nb')
  fc.assert(
    fc.property(safe, currency, locale, (minor, code, language) => {
      const shown = formatMoney({ minor, currency: code }, language)
      expect(shown.replaceAll(/\D/g, '').replace(/^0+(?=\d{3})/, '')).toBe(
        decimal(minor).replaceAll(/\D/g, ''),
      )
      expect(/[-\u2212]/.test(shown)).toBe(minor < 0)
    }),
    runs(1000),
  )
})
