import { type Money, sumMoney } from '../money.ts'
import type { ArticleRequest } from './invoice-request.ts'

/** A line as the editor understands it. `price` is for one, with VAT. */
export interface Line {
  /** The article's, of the merchant. */
  readonly number: string | null
  readonly description: string
  /** Thousandths. */
  readonly quantity: number
  /** `kWh`, `pcs`. */
  readonly unit: string | null
  readonly price: Money
  /** What is taken off the line, with VAT; not more than it comes to. */
  readonly reduction: Money | null
  /** Hundredths of a percent. */
  readonly vatRate: number
}

interface LineTotal {
  readonly total: Money
  readonly vat: Money
}

/**
 * What a line comes to, to the øre: quantity times price, rounded once, less what is taken off, and
 * the VAT that is in it. In whole numbers throughout, because 1.1 * 3 is not 3.3 to a computer.
 */
export function totalOf({ quantity, price, reduction, vatRate }: Line): LineTotal {
  const { currency } = price
  const whole = divide(BigInt(quantity) * BigInt(price.minor), 1000n)
  const minor = whole - BigInt(reduction?.minor ?? 0)
  const vat = divide(minor * BigInt(vatRate), 10_000n + BigInt(vatRate))
  return {
    total: { minor: Number(minor), currency },
    vat: { minor: Number(vat), currency },
  }
}

/** What all lines come to. */
export function sumOf(lines: readonly Line[], currency: Money['currency']): LineTotal {
  const totals = lines.map(totalOf)
  return {
    total: sumMoney(
      totals.map(({ total }) => total),
      currency,
    ),
    vat: sumMoney(
      totals.map(({ vat }) => vat),
      currency,
    ),
  }
}

/** A line in MobilePay's terms. */
export function articleOf(line: Line): ArticleRequest {
  const { total, vat } = totalOf(line)
  return {
    number: line.number,
    description: line.description,
    quantity: Number(`${line.quantity}e-3`),
    unit: line.unit,
    pricePerUnit: Number(`${line.price.minor}e-2`),
    vatRate: Number(`${line.vatRate}e-2`),
    vat,
    total,
    reduction: line.reduction,
  }
}

/** Rounds halves up, as invoices do; both are positive. */
function divide(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n)
}

/** Reads a positive decimal with either decimal sign into whole parts of 10^-places; null for anything else. */
export function readDecimal(text: string, places: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:[.,](\d+))?$/.exec(text.trim()) ?? []
  if (whole === undefined || fraction.length > places) return null
  return Number(`${whole}${fraction.padEnd(places, '0')}`)
}
