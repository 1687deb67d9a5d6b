import { expect, test } from 'vitest'

import { vatPattern } from '#shared/api.ts'

import { readConnectParams } from '../../web/features/connect/connect-params.ts'
import { readVat, splitCountry } from '../../web/features/connect/vat.ts'

test.each([
  ['12345678', 'DK', 'DK12345678'],
  ['12345678', 'FI', 'FI12345678'],
  ['12 34 56 78', 'DK', 'DK12345678'],
  [' 12345678 ', 'DK', 'DK12345678'],
  ['12\u00A034\u00A056\u00A078', 'DK', 'DK12345678'],
  ['1234567-8', 'FI', 'FI12345678'],
  ['1234567-8', 'DK', 'FI12345678'],
  ['FI1234567-8', 'DK', 'FI12345678'],
  ['dk12345678', 'FI', 'DK12345678'],
  ['DK 12 34 56 78', 'FI', 'DK12345678'],
  ['FI-12345678', 'DK', 'FI12345678'],
] as const)('%j with %s chosen is %s', (text, country, vat) => {
  expect(readVat(text, country)).toEqual({ vat })
  expect(vat).toMatch(vatPattern)
})

test.each([
  ['', 'missing'],
  ['   ', 'missing'],
  ['DK', 'missing'],
  ['1234567', 'length'],
  ['123456789', 'length'],
  ['DK1234567', 'length'],
  ['SE12345678', 'characters'],
  ['1234-5678', 'characters'],
  ['12345678x', 'characters'],
  ['１２３４５６７８', 'characters'],
] as const)('%j is refused: %s', (text, problem) => {
  expect(readVat(text, 'DK')).toEqual({ problem })
})

test('a country in front of what is pasted is taken off, a number alone is left as typed', () => {
  expect(splitCountry('FI 1234567-8')).toEqual({ country: 'FI', rest: '1234567-8' })
  expect(splitCountry('dk')).toEqual({ country: 'DK', rest: '' })
  expect(splitCountry('12 34')).toEqual({ country: null, rest: '12 34' })
})

const read = (search: string) => readConnectParams(new URLSearchParams(search))

test('the connect page is filled in from its address', () => {
  expect(
    read('merchant_vat=FI12345678&scope=invoice+subscriptions&return_to=/transactions?row=a'),
  ).toEqual({
    country: 'FI',
    number: '12345678',
    scopes: ['invoice', 'subscriptions'],
    returnTo: '/transactions?row=a',
    problem: null,
  })
  expect(read('')).toMatchObject({ country: null, number: '', returnTo: '/', problem: null })
})

test('without a product that exists, all products are asked for', () => {
  expect(read('scope=openid+offline_access+nonsense').scopes).toHaveLength(5)
  expect(read('').scopes).toHaveLength(5)
})

test.each([
  'https://evil.example',
  '//evil.example',
  String.raw`/\evil.example`,
  'javascript:alert(1)',
])('%s is no place to return to', (place) => {
  expect(read(new URLSearchParams({ return_to: place }).toString()).returnTo).toBe('/')
})
