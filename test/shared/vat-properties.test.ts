import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { vatPattern } from '#shared/api.ts'
import { countryOf } from '#shared/mobilepay/common.ts'

import { readVat } from '../../web/features/connect/vat.ts'
import { runs } from '../support/property-runs.ts'

const country = fc.constantFrom('DK', 'FI')
const digits = fc.stringMatching(/^[0-9]{8}$/)
const space = fc.constantFrom('', ' ', '  ', '\u00a0', '\t')

test('a VAT number written in any of the usual ways is that number', () => {
  fc.assert(
    fc.property(
      country,
      digits,
      fc.array(space, { minLength: 10, maxLength: 10 }),
      fc.boolean(),
      fc.boolean(),
      (home, number, spaces, lower, named) => {
        const spaced = number
          .split('')
          .map((digit, index) => digit + (spaces[index] ?? ''))
          .join('')
        const name = named ? home : ''
        const written = `${spaces[8] ?? ''}${lower ? name.toLowerCase() : name}${spaces[9] ?? ''}${spaced}`
        expect(readVat(written, home)).toEqual({ vat: `${home}${number}` })
        expect(countryOf(`${home}${number}`)).toBe(home)
      },
    ),
    runs(1000),
  )
})

test('the hyphen of Finland is taken off, and makes a number Finnish that says nothing else', () => {
  fc.assert(
    fc.property(digits, country, (number, chosen) => {
      const written = `${number.slice(0, 7)}-${number.slice(7)}`
      expect(readVat(written, chosen)).toEqual({ vat: `FI${number}` })
    }),
    runs(300),
  )
})

test('whatever is typed, the result is a VAT number or one of three problems', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'0123456789DKFIdkfi -–+.e'.split('')), maxLength: 14 }),
    fc.constantFrom('١٢٣٤٥٦٧٨', '12345678', 'DKFI12345678', '1e7', '-12345678'),
  )
  fc.assert(
    fc.property(text, country, (written, chosen) => {
      const read = readVat(written, chosen)
      const problems = ['missing', 'characters', 'length']
      expect('vat' in read ? vatPattern.test(read.vat) : problems.includes(read.problem)).toBe(true)
      // What is one already stays as it is.
      expect('vat' in read ? readVat(read.vat, 'DK') : read).toEqual(read)
    }),
    runs(3000),
  )
})
