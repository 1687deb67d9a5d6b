import { expect, test } from 'vitest'

import { csvWriter } from '../../web/ui/csv.ts'

const plain = csvWriter('plain', 'Europe/Copenhagen')
const excel = csvWriter('excel', 'Europe/Copenhagen')

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  // In the other dialect's reader this is three cells.
  ['x;=1+1;y', "x;'=1+1;y"],
  ['Tea; coffee - both', 'Tea; coffee - both'],
])('the text %s cannot become a formula', (text, written) => {
  expect(plain.line([{ text }])).toBe(`${written}\r\n`)
})

test('nor can a header, which may come from somebody’s own file', () => {
  expect(excel.head(['=1+1', 'Amount'])).toBe("'=1+1;Amount\r\n")
})

test('amounts keep their sign', () => {
  expect(excel.line([{ money: { minor: -5, currency: 'DKK' } }])).toBe('-0,05\r\n')
})
