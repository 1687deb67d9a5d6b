import * as z from 'zod/mini'

import { type Instant, readInstant, type Zone } from '../dates.ts'
import { type Currency, type Money, readAmount } from '../money.ts'

/** Where MobilePay's merchants are; each country has one currency and one zone. */
export type Country = 'DK' | 'FI'

interface Home {
  readonly currency: Currency
  readonly zone: Zone
}

/** Currency and zone by country. MobilePay docs pair DK with DKK and FI with EUR. */
export const homes: Readonly<Record<Country, Home>> = {
  DK: { currency: 'DKK', zone: 'Europe/Copenhagen' },
  FI: { currency: 'EUR', zone: 'Europe/Helsinki' },
}

/** The country of a VAT number of `vatPattern`. */
export function countryOf(vat: string): Country {
  return vat.startsWith('FI') ? 'FI' : 'DK'
}

/** A text that may be missing, null or empty, all of which mean null. */
export const optionalText = z.pipe(
  z.nullish(z.string()),
  z.transform((value): string | null => (value?.trim() ? value : null)),
)

/** A date-time, parsed by `readInstant`. */
export const instant = z.pipe(
  z.string(),
  z.transform((value, context): Instant => {
    const read = readInstant(value)
    if (read !== null) return read
    context.issues.push({ code: 'custom', input: value, message: 'not a date-time' })
    return z.NEVER
  }),
)

/** An amount as MobilePay writes it; `money` makes it exact. */
export const decimal = z.union([z.number(), z.string()])

/** The exact amount, inside a transform: one that would have to be rounded fails the answer. */
export function money(
  written: z.infer<typeof decimal>,
  currency: Currency,
  context: z.core.ParsePayload,
): Money {
  const read = readAmount(written, currency)
  if (read) return read
  context.issues.push({ code: 'custom', input: written, message: 'not an exact amount' })
  return z.NEVER
}
