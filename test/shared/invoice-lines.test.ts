import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { articleOf, type Line, sumOf, totalOf } from '#shared/mobilepay/invoice-lines.ts'

const kroner = (minor: number) => ({ minor, currency: 'DKK' }) as const

const minorOf = (amounts: readonly ({ minor: number } | null)[]) =>
  amounts.reduce((sum, amount) => sum + (amount?.minor ?? 0), 0)

function line(changes: Partial<Line>): Line {
  return {
    number: null,
    description: 'Heat',
    quantity: 1000,
    unit: null,
    price: kroner(100_00),
    reduction: null,
    vatRate: 2500,
    ...changes,
  }
}

test('a line is its quantity times its price, rounded once, with the VAT that is in it', () => {
  expect(totalOf(line({ quantity: 1125, price: kroner(320_40) }))).toEqual({
    total: kroner(360_45),
    vat: kroner(72_09),
  })
  expect(totalOf(line({ quantity: 3, price: kroner(50) })).total).toEqual(kroner(0))
  expect(totalOf(line({ quantity: 10, price: kroner(50) })).total).toEqual(kroner(1))
})

test('what is taken off a line is off its VAT as well, and MobilePay is told how much it was', () => {
  const reduced = line({ quantity: 2000, reduction: kroner(50_00), number: 'A-1', unit: 'kg' })
  expect(totalOf(reduced)).toEqual({ total: kroner(150_00), vat: kroner(30_00) })
  expect(articleOf(reduced)).toEqual({
    number: 'A-1',
    description: 'Heat',
    quantity: 2,
    unit: 'kg',
    pricePerUnit: 100,
    vatRate: 25,
    vat: kroner(30_00),
    total: kroner(150_00),
    reduction: kroner(50_00),
  })
})

test('the sum of an invoice is the sum of what its lines say, to the øre', () => {
  const lines = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 9_999_999 }),
      price: fc.integer({ min: 1, max: 30_000_000 }).map(kroner),
      vatRate: fc.integer({ min: 0, max: 10_000 }),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(lines, (some) => {
      const all = some.map(line)
      const { total, vat } = sumOf(all, 'DKK')
      const articles = all.map(articleOf)
      expect(total.minor).toBe(minorOf(articles.map((article) => article.total)))
      expect(vat.minor).toBe(minorOf(articles.map((article) => article.vat)))
      expect(vat.minor).toBeLessThanOrEqual(total.minor)
    }),
  )
})
