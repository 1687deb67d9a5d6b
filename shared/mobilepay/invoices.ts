import * as z from 'zod/mini'

import { type CalendarDay, type Instant, readDay, type Zone } from '../dates.ts'
import { currencies, type Money } from '../money.ts'
import { decimal, homes, instant, money, optionalText } from './common.ts'
import { anyCase } from './names.ts'
import { links } from './subscriptions.ts'

/** Parses an answer of `GET /invoice-restapi/api/v1/merchants/me` into the id the other paths need. */
export const invoiceMerchantAnswer = anyCase(
  z.pipe(
    z.object({ merchantId: z.guid() }),
    z.transform(({ merchantId }) => merchantId),
  ),
)

/** A product of the merchant in the Invoice API; invoices are sent in its name. */
export interface Issuer {
  readonly id: string
  readonly name: string | null
  /** `pending`, `enabled` or `disabled` so far. */
  readonly status: string | null
  readonly address: string | null
  readonly zipCode: string | null
  readonly city: string | null
}

/** Parses an answer of `GET …/merchants/{merchantId}/invoiceissuers`. */
export const issuersAnswer = anyCase(
  z.pipe(
    z.object({
      invoiceIssuers: z.array(
        z.object({
          id: z.guid(),
          name: optionalText,
          status: optionalText,
          address: optionalText,
          zipCode: optionalText,
          city: optionalText,
        }),
      ),
    }),
    z.transform(({ invoiceIssuers }): readonly Issuer[] =>
      invoiceIssuers.map(({ status, ...rest }) => ({
        ...rest,
        status: status?.toLowerCase() ?? null,
      })),
    ),
  ),
)

/** MobilePay docs, invoice: states, in lower case as `GET` has them. */
const invoiceStatuses = [
  'created',
  'invalid',
  'accepted',
  'paid',
  'rejected',
  'expired',
  'canceled',
] as const

export type InvoiceStatus = (typeof invoiceStatuses)[number]

const invoiceStatus = z.pipe(
  z.nullish(z.string()),
  z.transform((text): InvoiceStatus | null => {
    const lower = text?.toLowerCase()
    return invoiceStatuses.find((known) => known === lower) ?? null
  }),
)

interface Article {
  readonly number: string | null
  readonly description: string
  readonly total: Money | null
  /** A decimal that may have more than two decimals, as MobilePay writes it. */
  readonly quantity: string | null
  readonly pricePerUnit: string | null
}

export interface Invoice {
  readonly id: string
  readonly number: string | null
  readonly paymentReference: string | null
  readonly total: Money
  readonly vat: Money | null
  /** In percent; null where the lines have several, or it is not told. */
  readonly vatRate: number | null
  readonly issueDay: CalendarDay | null
  readonly dueDay: CalendarDay | null
  /** When it was paid, or is to be while it is `accepted`. */
  readonly paymentDay: CalendarDay | null
  /** Null for a status MobilePay adds after this was written. */
  readonly status: InvoiceStatus | null
  readonly comment: string | null
  readonly issuerId: string | null
  readonly issuerName: string | null
  readonly invoiceUrl: string | null
  readonly transactionId: string | null
  readonly articles: readonly Article[]
}

const plain = z.pipe(
  z.nullish(decimal),
  z.transform((value) => (value === null || value === undefined ? null : String(value))),
)

function dayIn(text: string | null, zone: Zone, context: z.core.ParsePayload): CalendarDay | null {
  if (text === null) return null
  const day = readDay(text, zone)
  if (day !== null) return day
  context.issues.push({ code: 'custom', input: text, message: 'not a date' })
  return z.NEVER
}

const invoiceBody = z.object({
  invoiceId: z.guid(),
  invoiceNumber: optionalText,
  paymentReference: optionalText,
  currencyCode: z.enum(currencies),
  totalAmount: decimal,
  totalVatAmount: z.nullish(decimal),
  invoiceVatTotals: z.nullish(z.array(z.object({ vatRate: z.nullish(z.number()) }))),
  issueDate: optionalText,
  dueDate: optionalText,
  paymentDate: optionalText,
  status: invoiceStatus,
  comment: optionalText,
  invoiceIssuerId: optionalText,
  invoiceIssuerName: optionalText,
  invoiceUrl: optionalText,
  paymentTransactionId: optionalText,
  invoiceArticles: z.nullish(
    z.array(
      z.object({
        articleNumber: optionalText,
        articleDescription: z.string(),
        totalPriceIncludingVat: z.nullish(decimal),
        quantity: plain,
        pricePerUnit: plain,
      }),
    ),
  ),
})

/** Parses an answer of `GET …/invoices/{invoiceId}`. */
export const invoiceAnswer = anyCase(
  z.pipe(
    invoiceBody,
    z.transform((body, context): Invoice => {
      const currency = body.currencyCode
      const { zone } = currency === 'EUR' ? homes.FI : homes.DK
      const rates = body.invoiceVatTotals ?? []
      const optionalMoney = (written: z.infer<typeof decimal> | null | undefined) =>
        written === null || written === undefined ? null : money(written, currency, context)
      return {
        id: body.invoiceId,
        number: body.invoiceNumber,
        paymentReference: body.paymentReference,
        total: money(body.totalAmount, currency, context),
        vat: optionalMoney(body.totalVatAmount),
        vatRate: rates.length === 1 ? (rates[0]?.vatRate ?? null) : null,
        issueDay: dayIn(body.issueDate, zone, context),
        dueDay: dayIn(body.dueDate, zone, context),
        paymentDay: dayIn(body.paymentDate, zone, context),
        status: body.status,
        comment: body.comment,
        issuerId: body.invoiceIssuerId,
        issuerName: body.invoiceIssuerName,
        invoiceUrl: body.invoiceUrl,
        transactionId: body.paymentTransactionId,
        articles: (body.invoiceArticles ?? []).map((article) => ({
          number: article.articleNumber,
          description: article.articleDescription,
          total: optionalMoney(article.totalPriceIncludingVat),
          quantity: article.quantity,
          pricePerUnit: article.pricePerUnit,
        })),
      }
    }),
  ),
)

/** Parses an answer of `GET …/invoices/{invoiceId}/status`. */
export const invoiceStatusAnswer = anyCase(
  z.pipe(
    z.object({ status: invoiceStatus }),
    z.transform(({ status }) => status),
  ),
)

/** Parses what one new invoice is answered with; `href` is null for a direct one. */
export const createdInvoiceAnswer = anyCase(
  z.pipe(
    z.object({ invoiceId: z.guid(), links }),
    z.transform(
      ({ invoiceId: id, links: list }): { readonly id: string; readonly href: string | null } => ({
        id,
        href: list.find(({ rel }) => rel === 'user-redirect')?.href ?? null,
      }),
    ),
  ),
)

/** What a batch's answer says at once; the accepted are checked afterwards. */
export interface InvoicesReceipt {
  readonly accepted: readonly { readonly id: string; readonly number: string | null }[]
  readonly rejected: readonly {
    readonly number: string | null
    readonly errors: readonly { readonly code: string | null; readonly text: string | null }[]
  }[]
}

const batchError = z.object({ errorText: optionalText, errorCode: z.nullish(decimal) })

/** Parses an answer of `POST …/invoices/batch`. */
export const invoicesReceipt = anyCase(
  z.pipe(
    z.object({
      accepted: z.nullish(z.array(z.object({ invoiceId: z.guid(), invoiceNumber: optionalText }))),
      rejected: z.nullish(
        z.array(z.object({ invoiceNumber: optionalText, errors: z.nullish(z.array(batchError)) })),
      ),
    }),
    z.transform(({ accepted, rejected }): InvoicesReceipt => ({
      accepted: (accepted ?? []).map(({ invoiceId: id, invoiceNumber: number }) => ({
        id,
        number,
      })),
      rejected: (rejected ?? []).map(({ invoiceNumber: number, errors }) => ({
        number,
        errors: (errors ?? []).map(({ errorText: text, errorCode }) => ({
          code: errorCode === null || errorCode === undefined ? null : String(errorCode),
          text,
        })),
      })),
    })),
  ),
)

/** Whether a customer may be sent invoices by phone number. */
export interface Consent {
  readonly id: string
  readonly invoiceId: string | null
  readonly phoneNumber: string | null
  readonly state: 'Pending' | 'Granted' | 'Denied' | null
  readonly grantedAt: Instant | null
}

// MobilePay docs: names in the guide, 1 to 4 in the OpenAPI document, which does not say what 4 is.
const consentStates = ['Pending', 'Granted', 'Denied'] as const

const consent = z.pipe(
  z.object({
    consentId: z.guid(),
    invoiceId: z.nullish(z.guid()),
    phoneNumber: optionalText,
    state: z.nullish(z.union([z.string(), z.int()])),
    grantedOn: z.nullish(instant),
  }),
  z.transform(({ consentId: id, invoiceId, phoneNumber, state, grantedOn }): Consent => ({
    id,
    invoiceId: invoiceId ?? null,
    phoneNumber,
    state: consentStates.find((known, index) => known === state || index + 1 === state) ?? null,
    grantedAt: grantedOn ?? null,
  })),
)

/** Parses an answer of `GET` and `POST` for one consent. */
export const consentAnswer = anyCase(consent)

/** Parses an answer of `GET …/directinvoiceconsents`. `next` is handed back to read on. */
export const consentsAnswer = anyCase(
  z.pipe(
    z.object({ grantedConsents: z.nullish(z.array(consent)), pagingState: optionalText }),
    z.transform(
      ({
        grantedConsents,
        pagingState: next,
      }): {
        readonly items: readonly Consent[]
        readonly next: string | null
      } => ({ items: grantedConsents ?? [], next }),
    ),
  ),
)
