import { useLingui } from '@lingui/react/macro'
import * as z from 'zod/mini'

import { type Line, readDecimal, totalOf } from '#shared/mobilepay/invoice-lines.ts'
import type { Currency, Money } from '#shared/money.ts'

import { optional, rule, useRules } from './form-rules.ts'
import { writeMoneyText } from './money-field-text.ts'

/** A line of an invoice as typed. */
export type TypedLine = {
  description: string
  quantity: string
  price: string
  vatRate: string
  number: string
  unit: string
  reduction: string
}

/** A line that nobody has typed in; the VAT is the country's usual rate. */
export function blankLine(currency: Currency): TypedLine {
  return {
    description: '',
    quantity: '1',
    price: '',
    vatRate: currency === 'DKK' ? '25' : '25,5',
    number: '',
    unit: '',
    reduction: '',
  }
}

/** What MobilePay tells of a line. */
interface Told {
  readonly number: string | null
  readonly description: string
  readonly quantity: number | null
  readonly unit: string | null
  /** With VAT. */
  readonly total: Money | null
  /** In percent. */
  readonly vatRate: number | null
}

/**
 * A line of MobilePay's, to be changed. One whose price does not divide evenly stands as one of its
 * total, so that sums stay.
 */
export function typedLine(told: Told, locale: string, currency: Currency): TypedLine {
  const blank = blankLine(currency)
  const { number, description, quantity, unit, total, vatRate } = told
  const minor = total?.minor ?? 0
  const isEven = quantity !== null && quantity > 0 && Number.isInteger(minor / quantity)
  const price = total && { ...total, minor: isEven ? minor / quantity : minor }
  return {
    ...blank,
    description,
    quantity: isEven ? String(quantity) : '1',
    price: price ? writeMoneyText(price, locale) : '',
    vatRate: vatRate === null ? blank.vatRate : String(vatRate),
    number: number ?? '',
    unit: unit ?? '',
  }
}

const longestName = 255

/** From typed lines to lines; at least one. */
export function useLinesSchema(): z.ZodMiniType<readonly Line[], TypedLine[]> {
  const { t } = useLingui()
  return z.array(useLineSchema()).check(z.minLength(1, t`Add a line.`))
}

/** Reads one line as far as it goes, for the total beside it. */
export function useReadLine(): (line: TypedLine) => Line | null {
  const schema = useLineSchema()
  // A line counts in the sums before anybody has said what it is.
  return (line) =>
    z.safeParse(schema, { ...line, description: line.description || '-' }).data ?? null
}

function useLineSchema(): z.ZodMiniType<Line, TypedLine> {
  const { t } = useLingui()
  const rules = useRules()
  return z.pipe(
    z.object({
      description: rules.text({ missing: t`Say what is being paid for.`, most: longestName }),
      quantity: rule((text) => {
        const value = readDecimal(text, 3)
        return value === null || value === 0
          ? { problem: t`Write a quantity like 1 or 2,5.` }
          : { value }
      }),
      price: rules.money({ missing: t`Fill in the price.` }),
      vatRate: rule((text) => {
        const value = readDecimal(text, 2)
        return value === null || value > 10_000
          ? { problem: t`Write the VAT in percent, like 25.` }
          : { value }
      }),
      number: rules.optionalText({ most: longestName }),
      unit: rules.optionalText({ most: longestName }),
      reduction: optional(rules.money({ missing: '' })),
    }),
    z.transform((line, context): Line => {
      if (totalOf(line).total.minor > 0 || line.reduction === null) return line
      context.issues.push({
        code: 'custom',
        input: line,
        path: ['reduction'],
        message: t`The reduction must be less than the line comes to.`,
      })
      return z.NEVER
    }),
  )
}
