import { useLingui } from '@lingui/react/macro'
import { use } from 'react'
import * as z from 'zod/mini'

import { addDays, type CalendarDay } from '#shared/dates.ts'
import { articleOf, type Line, readDecimal, sumOf } from '#shared/mobilepay/invoice-lines.ts'
import type { InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'

import { rule, useRules } from '../../ui/form-rules.ts'
import { HomeContext } from '../../ui/format.tsx'

export type Kind = 'direct' | 'link'

export type TypedLine = {
  description: string
  quantity: string
  price: string
  vatRate: string
}

/** The editor as typed. */
export type Typed = {
  issuer: string
  phone: string
  due: string
  number: string
  reference: string
  name: string
  comment: string
  redirect: string
  lines: TypedLine[]
}

// MobilePay docs, invoice: the largest invoice, in øre and cents, and the last day it can be due.
const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const
const latestDays = 400

/** A line that nobody has typed in; the VAT is the country's usual rate. */
export function blankLine(currency: 'DKK' | 'EUR'): TypedLine {
  return { description: '', quantity: '1', price: '', vatRate: currency === 'DKK' ? '25' : '25,5' }
}

/** What a new invoice starts as. */
export function blankInvoice(issuer: string, today: CalendarDay, currency: 'DKK' | 'EUR'): Typed {
  return {
    issuer,
    phone: '',
    due: addDays(today, 14),
    number: '',
    reference: '',
    name: '',
    comment: '',
    redirect: '',
    lines: [blankLine(currency)],
  }
}

/** Reads one line as far as it goes, for the total beside it. */
export function useReadLine(): (line: TypedLine) => Line | null {
  const schema = useLineSchema()
  return (line) =>
    z.safeParse(schema, { ...line, description: line.description || '-' }).data ?? null
}

function useLineSchema(): z.ZodMiniType<Line, TypedLine> {
  const { t } = useLingui()
  const rules = useRules()
  return z.object({
    description: rules.text({ missing: t`Say what is being paid for.`, most: 255 }),
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
  })
}

/** From the editor to an invoice. */
export function useInvoiceSchema(
  kind: Kind,
  today: CalendarDay,
): z.ZodMiniType<InvoiceRequest, Typed> {
  const { t } = useLingui()
  const rules = useRules()
  const line = useLineSchema()
  const { currency } = use(HomeContext)
  const optionalPhone = z.pipe(
    z.string(),
    z.transform((text, context): string | null => {
      if (text.trim() === '') return null
      const read = z.safeParse(rules.phone({ missing: '' }), text)
      if (read.success) return read.data
      context.issues.push({
        code: 'custom',
        input: text,
        message: read.error.issues[0]?.message ?? '',
      })
      return z.NEVER
    }),
  )
  return z.pipe(
    z.object({
      issuer: z.string(),
      phone:
        kind === 'direct'
          ? rules.phone({ missing: t`Write the customer’s phone number.` })
          : optionalPhone,
      due: rules.day({
        missing: t`Choose the day it is due.`,
        least: today,
        most: addDays(today, latestDays),
      }),
      number: rules.text({ missing: t`Give the invoice a number.`, most: 60 }),
      reference: rules.optionalText({ most: 60 }),
      name: rules.optionalText({ most: 255 }),
      comment: rules.optionalText({ most: 1000 }),
      redirect: rule((text): { value: string | null } | { problem: string } => {
        if (text.trim() === '') return { value: null }
        const address = URL.parse(text.trim())
        return address?.protocol === 'https:'
          ? { value: address.href }
          : { problem: t`The address must start with https://.` }
      }),
      lines: z.array(line).check(z.minLength(1, t`Add a line.`)),
    }),
    z.transform((typed, context): InvoiceRequest => {
      const { total, vat } = sumOf(typed.lines, currency)
      if (total.minor > largestMinor[currency]) {
        context.issues.push({
          code: 'custom',
          input: typed,
          path: ['lines', 0, 'price'],
          message: t`The invoice is more than MobilePay allows.`,
        })
        return z.NEVER
      }
      return {
        issuerId: typed.issuer,
        phoneNumber: typed.phone,
        total,
        vat,
        // Not today's date: sent again tomorrow it would be another invoice to MobilePay.
        issueDay: null,
        dueDay: typed.due,
        number: typed.number,
        paymentReference: typed.reference,
        consumerName: typed.name,
        comment: typed.comment,
        invoiceUrl: null,
        redirectUrl: kind === 'link' ? typed.redirect : null,
        articles: typed.lines.map(articleOf),
      }
    }),
  )
}
