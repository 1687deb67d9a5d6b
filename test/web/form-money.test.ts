import { expect, test } from 'vitest'

import { readMoneyText, writeMoneyText } from '../../web/ui/money-field-text.ts'

const amounts: readonly [string, number][] = [
  ['12', 1200],
  ['12,5', 1250],
  ['12,50', 1250],
  ['12.50', 1250],
  ['12.5', 1250],
  ['0,01', 1],
  ['.5', 50],
  [',50', 50],
  ['007,50', 750],
  ['0', 0],
  ['-0', 0],
  ['1234', 123_400],
  ['1234,50', 123_450],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1.234,5', 123_450],
  ['1 234,50', 123_450],
  ['1 234', 123_400],
  ['1\u00A0234,50', 123_450],
  ['1\u202F234,50', 123_450],
  ['1’234.50', 123_450],
  ['1.234.567', 123_456_700],
  ['1,234,567.89', 123_456_789],
  ['  250  ', 25_000],
  ['１２,５０', 1250],
  ['0.29', 29],
  ['1.15', 115],
  ['70368744177664,01', 7_036_874_417_766_401],
]

test.each(amounts)('“%s” is %i øre', (text, minor) => {
  expect(readMoneyText(text, 'DKK')).toEqual({ money: { minor, currency: 'DKK' } })
})

test.each([
  ['kr. 12,50', 'DKK'],
  ['12,50 kr.', 'DKK'],
  ['12.50 DKK', 'DKK'],
  ['dkk 12,50', 'DKK'],
  ['12,50 €', 'EUR'],
  ['€12.50', 'EUR'],
  ['EUR 12,50', 'EUR'],
] as const)('the currency may stand beside the amount: %s', (text, currency) => {
  expect(readMoneyText(text, currency)).toEqual({ money: { minor: 1250, currency } })
})

test('what Danes write for no øre is none', () => {
  expect(readMoneyText('125,-', 'DKK')).toEqual({ money: { minor: 12_500, currency: 'DKK' } })
})

test.each([
  ['', 'missing'],
  ['   ', 'missing'],
  ['1.234', 'ambiguous'],
  ['1,234', 'ambiguous'],
  ['123.456', 'ambiguous'],
  ['0,125', 'too_precise'],
  ['12,505', 'ambiguous'],
  ['1234,505', 'too_precise'],
  ['1,2345', 'too_precise'],
  ['-5', 'negative'],
  ['−5,00', 'negative'],
  ['€12', 'other_currency'],
  ['12 EUR', 'other_currency'],
  ['12 sek', 'other_currency'],
  ['$12', 'other_currency'],
  ['1e5', 'not_amount'],
  ['0x10', 'not_amount'],
  ['12,', 'not_amount'],
  [',', 'not_amount'],
  ['1.2.3', 'not_amount'],
  ['1.234,567', 'not_amount'],
  ['1,234,56', 'not_amount'],
  ['12.34.567', 'not_amount'],
  ['1 23', 'not_amount'],
  ['twelve', 'not_amount'],
  ['Infinity', 'not_amount'],
  ['NaN', 'not_amount'],
  ['--5', 'not_amount'],
  ['٣', 'not_amount'],
  ['90071992547409,92', 'too_large'],
  ['1'.repeat(40), 'too_large'],
] as const)('“%s” is refused: %s', (text, problem) => {
  expect(readMoneyText(text, 'DKK')).toEqual({ problem })
})

test.each([
  ['da-DK', '1.250,50'],
  ['fi-FI', '1\u00A0250,50'],
  ['en-GB', '1,250.50'],
])('in %s an amount is written %s', (locale, text) => {
  expect(writeMoneyText({ minor: 125_050, currency: 'EUR' }, locale)).toBe(text)
})

test('what is written is read again as the same, in each language and size', () => {
  for (const locale of ['da-DK', 'fi-FI', 'en-GB']) {
    for (let minor = 1; minor < Number.MAX_SAFE_INTEGER; minor = minor * 3 + 1) {
      const money = { minor, currency: 'DKK' } as const
      expect(readMoneyText(writeMoneyText(money, locale), 'DKK')).toEqual({ money })
    }
  }
})
