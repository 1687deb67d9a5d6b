import { useLingui } from '@lingui/react/macro'
import { use } from 'react'
import * as z from 'zod/mini'

import { addDays, type CalendarDay } from '#shared/dates.ts'
import { articleOf, sumOf } from '#shared/mobilepay/invoice-lines.ts'
import type { InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'
import type { Invoice } from '#shared/mobilepay/invoices.ts'
import type { Currency } from '#shared/money.ts'

import { optional, useRules } from '../../ui/form-rules.ts'
import { HomeContext } from '../../ui/format.tsx'
import { blankLine, type TypedLine, typedLine, useLinesSchema } from '../../ui/line-values.ts'

export type Kind = 'direct' | 'link'

/** The editor as typed. */
export type Typed = {
  issuer: string
  phone: string
  due: string
  number: string
  reference: string
  name: string
  comment: string
  document: string
  redirect: string
  lines: TypedLine[]
}

// MobilePay docs, invoice: the largest invoice, in øre and cents, and the last day it can be due.
const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const
const latestDays = 400

/** What a new invoice starts as. */
export function blankInvoice(issuer: string, today: CalendarDay, currency: Currency): Typed {
  return {
    issuer,
    phone: '',
    due: addDays(today, 14),
    number: '',
    reference: '',
    name: '',
    comment: '',
    document: '',
    redirect: '',
    lines: [blankLine(currency)],
  }
}

/**
 * What a new invoice starts as that is to be like another one. Its number is its own, and MobilePay
 * does not tell who the customer was.
 */
export function copiedInvoice(blank: Typed, before: Invoice, locale: string): Typed {
  const { articles, vatRate, total } = before
  const lines = articles.map(({ quantity, ...article }) =>
    typedLine(
      { ...article, unit: null, vatRate, quantity: quantity === null ? null : Number(quantity) },
      locale,
      total.currency,
    ),
  )
  return {
    ...blank,
    reference: before.paymentReference ?? '',
    comment: before.comment ?? '',
    lines: lines.length > 0 ? lines : blank.lines,
  }
}

/** From the editor to an invoice. */
export function useInvoiceSchema(
  kind: Kind,
  today: CalendarDay,
): z.ZodMiniType<InvoiceRequest, Typed> {
  const { t } = useLingui()
  const rules = useRules()
  const lines = useLinesSchema()
  const { currency } = use(HomeContext)
  return z.pipe(
    z
      .object({
        issuer: z.string(),
        phone:
          kind === 'direct'
            ? rules.phone({ missing: t`Write the customer’s phone number.` })
            : optional(rules.phone({ missing: '' })),
        due: rules.day({
          missing: t`Choose the day it is due.`,
          least: today,
          most: addDays(today, latestDays),
        }),
        number: rules.optionalText({ most: 60 }),
        reference: rules.optionalText({ most: 60 }),
        name: rules.optionalText({ most: 255 }),
        comment: rules.optionalText({ most: 1000 }),
        document: optional(rules.address()),
        redirect: optional(rules.address()),
        lines,
      })
      .check(
        z.refine(({ number, reference }) => number !== null || reference !== null, {
          path: ['number'],
          error: t`Give the invoice a number, or a payment reference.`,
          // Told together with what else is wrong.
          when: () => true,
        }),
      ),
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
        invoiceUrl: typed.document,
        redirectUrl: kind === 'link' ? typed.redirect : null,
        articles: typed.lines.map(articleOf),
      }
    }),
  )
}
