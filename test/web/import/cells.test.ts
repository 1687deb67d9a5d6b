import { expect, test } from 'vitest'

import {
  amountCell,
  countCell,
  dayCell,
  decimalsOf,
  idCell,
  phoneCell,
  textCell,
} from '../../../web/features/import/cells.ts'
import { readSheet } from '../../../web/features/import/sheet.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test.each([
  ['1234,50', ',', 123_450],
  ['1.234,50', ',', 123_450],
  ['1 234,5', ',', 123_450],
  ['1\u00A0234\u00A0567,50', ',', 123_456_750],
  ['DKK 12,50', ',', 1250],
  ['12,50 kr.', ',', 1250],
  ['€12,50', ',', 1250],
  ['007,50', ',', 750],
  ['12', ',', 1200],
  ['1234.50', '.', 123_450],
  ['1,234.50', '.', 123_450],
  ['1,234,567.5', '.', 123_456_750],
  ['90071992547409.91', '.', 9_007_199_254_740_991],
] as const)('%s with the decimal sign %s is %i øre', (text, decimals, minor) => {
  expect(amountCell(text, decimals, 'DKK')).toEqual({ value: { minor, currency: 'DKK' } })
})

test.each([
  ['', ',', 'missing'],
  // One and a bit, or a thousand and more: whoever wrote it must say.
  ['1.234', ',', 'ambiguous_amount'],
  ['1,234', '.', 'ambiguous_amount'],
  ['12.50', ',', 'not_amount'],
  ['12,50', '.', 'not_amount'],
  ['12,505', ',', 'ambiguous_amount'],
  ['1234,505', ',', 'not_amount'],
  ['12,5.0', ',', 'not_amount'],
  ['1.23,50', ',', 'not_amount'],
  ['twelve', ',', 'not_amount'],
  ['1e5', '.', 'not_amount'],
  ['0,00', ',', 'not_positive'],
  ['-5,00', ',', 'not_positive'],
] as const)('%s with the decimal sign %s is refused: %s', (text, decimals, problem) => {
  expect(amountCell(text, decimals, 'DKK')).toEqual({ problem })
})

test.each([
  [['1.234', '12,50'], ','],
  [['1,234', '12.5'], '.'],
  [['1.234,50', '7'], ','],
  [['12,50', '12.50'], null],
  [['1.234', '12'], null],
] as const)('the amounts %j tell of the decimal sign: %s', (amounts, decimals) => {
  expect(decimalsOf(amounts)).toBe(decimals)
})

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026-11-24T00:00:00', '2026-11-24'],
  ['24-11-2026', '2026-11-24'],
  ['24.11.2026', '2026-11-24'],
  ['1/2/2026', '2026-02-01'],
])('%s is the day %s', (text, value) => {
  expect(dayCell(text)).toEqual({ value })
})

test.each(['31-11-2026', '2026-13-01', '11-24-2026', '24-11-26', 'soon', '2026-11-24T13:00'])(
  '%s is no day',
  (text) => {
    expect(dayCell(text)).toEqual({ problem: 'not_day' })
  },
)

test.each([
  ['12 34 56 78', '+45', '+4512345678'],
  ['+45 1234 5678', '+45', '+4512345678'],
  ['004512345678', '+45', '+4512345678'],
  ['4512345678', '+45', '+4512345678'],
  ['45123456', '+45', '+4545123456'],
  ['040 123 4567', '+358', '+358401234567'],
  ['358401234567', '+358', '+358401234567'],
] as const)('%s of a merchant in %s is %s', (text, prefix, value) => {
  expect(phoneCell(text, prefix)).toEqual({ value })
})

test.each(['1234567', '+4612345678', 'abc', '123456789012345'])('%s is no phone number', (text) => {
  expect(phoneCell(text, '+45')).toEqual({ problem: 'not_phone' })
})

test('ids, texts and counts are held to their limits', () => {
  const id = 'F1A75BB4-c8a6-41f8-8603-4cf9278cd5ba'
  expect(idCell(id)).toEqual({ value: id.toLowerCase() })
  expect(idCell('7')).toEqual({ problem: 'not_id' })
  expect(textCell('x'.repeat(60), 60)).toEqual({ value: 'x'.repeat(60) })
  expect(textCell('x'.repeat(61), 60)).toEqual({ problem: 'too_long' })
  expect(countCell('3', 1, 3)).toEqual({ value: 3 })
  expect(countCell('4', 1, 3)).toEqual({ problem: 'not_number' })
})

test('a file that Excel saved in its own encoding is read, separator and all', () => {
  const windows = Uint8Array.from('Bel\u00F8b;Tekst\r\n"1.234,50";\u00C6bler\r\n;\r\n', (letter) =>
    letter.charCodeAt(0),
  )
  expect(readSheet('a.csv', windows)).toEqual({
    name: 'a.csv',
    encoding: 'Windows-1252',
    separator: ';',
    header: ['Beløb', 'Tekst'],
    rows: [['1.234,50', 'Æbler']],
  })
})

test('a file in UTF-8 loses its mark, and a quoted separator splits nothing', () => {
  expect(readSheet('a.csv', utf8('\uFEFFa,b\n"x, y",ø\n'))).toMatchObject({
    encoding: 'UTF-8',
    separator: ',',
    header: ['a', 'b'],
    rows: [['x, y', 'ø']],
  })
})

test.each([
  ['nothing', '', 'empty'],
  ['a header alone', 'a;b\n', 'no_rows'],
  ['an Excel workbook', 'PK\u0003\u0004\u0014\u0000', 'not_text'],
  ['too much', `a;b\n${'1;2\n'.repeat(10_001)}`, 'too_many_rows'],
])('a file with %s is refused: %3$s', (_, text, problem) => {
  expect(readSheet('a.csv', utf8(text))).toBe(problem)
})
