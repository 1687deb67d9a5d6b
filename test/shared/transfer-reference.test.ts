import { expect, test } from 'vitest'

import {
  cleanTransferReference,
  readTransferReference,
  spaceTransferReference,
} from '#shared/mobilepay/transfer-reference.ts'

test('20 digits are product, point, running number, date and a check digit', () => {
  expect(readTransferReference('08000633400012411265')).toEqual({
    productCode: '08',
    product: 'App payments',
    pointNumber: '00063340',
    runningNumber: '001',
    day: '2026-11-24',
    checkDigit: '5',
  })
})

test('Subscriptions and Invoice have no point', () => {
  const read = readTransferReference('03000000000012411262')
  expect([read?.product, read?.pointNumber]).toEqual(['Subscription', null])
})

// MobilePay's examples fit neither 7-3-1 nor Luhn, so a digit that does not fit refuses nothing.
test('any check digit is taken as it is', () => {
  for (const digit of '0123456789') {
    expect(readTransferReference(`0800063340001241126${digit}`)?.checkDigit).toBe(digit)
  }
})

test.each([
  ['an unknown product', '07000633400012411265'],
  ['a day that is none', '08000633400013102265'],
  ['19 digits', '0800063340001241126'],
  ['letters', 'NORDLYS2411260000001'],
  ['nothing', ''],
])('%s is a reference of the merchant’s own', (_, reference) => {
  expect(readTransferReference(reference)).toBeNull()
  expect(spaceTransferReference(reference)).toEqual([reference])
})

test.each([
  '08000633400012411265',
  '08 00063340 001 241126 5',
  '08·00063340·001·241126·5',
  ' 0800-0633-4000-1241-1265\n',
])('%s, pasted from a bank, is found', (pasted) => {
  expect(cleanTransferReference(pasted)).toBe('08000633400012411265')
})

test('a reference of one’s own keeps its signs', () => {
  expect(cleanTransferReference(' NORDLYS-24.11 ')).toBe('NORDLYS-24.11')
})

test('its parts together are the reference', () => {
  const reference = '08000633400012411265'
  expect(spaceTransferReference(reference).join('')).toBe(reference)
  expect(spaceTransferReference(reference)).toHaveLength(5)
})
