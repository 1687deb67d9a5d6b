import type { CalendarDay } from '../dates.ts'
import { type Money, wireAmount } from '../money.ts'

/** A line of a new invoice. Quantities and unit prices are decimals with as many digits as wanted. */
export interface ArticleRequest {
  readonly number: string | null
  readonly description: string
  readonly quantity: number | null
  readonly unit: string | null
  readonly pricePerUnit: number | null
  /** Percent. */
  readonly vatRate: number | null
  readonly vat: Money | null
  /** With VAT, and with `reduction` taken off. */
  readonly total: Money | null
  readonly reduction: Money | null
}

/** A new invoice. MobilePay docs, invoice: InvoiceDirect and InvoiceLink. */
export interface InvoiceRequest {
  readonly issuerId: string
  /** `+45…` or `+358…`. An invoice by link may have none, a direct one must have it. */
  readonly phoneNumber: string | null
  readonly total: Money
  readonly vat: Money | null
  readonly issueDay: CalendarDay | null
  /** From today to 400 days ahead. */
  readonly dueDay: CalendarDay
  /** One of the two is needed; the reference, at most 60 characters, shows on the bank statement. */
  readonly number: string | null
  readonly paymentReference: string | null
  readonly consumerName: string | null
  readonly comment: string | null
  /** An https address of the merchant's own document. */
  readonly invoiceUrl: string | null
  /** Links only: where the customer goes afterwards. */
  readonly redirectUrl: string | null
  readonly articles: readonly ArticleRequest[]
}

/** The body of `POST …/invoices` and `POST …/invoices/link`; an array of them is that of the batches. */
export function invoiceBody(invoice: InvoiceRequest): unknown {
  const { phoneNumber, vat } = invoice
  return {
    invoiceIssuer: invoice.issuerId,
    ...(phoneNumber === null ? {} : { consumerAlias: { alias: phoneNumber, aliasType: 'Phone' } }),
    totalAmount: wireAmount(invoice.total),
    ...(vat === null ? {} : { totalVATAmount: wireAmount(vat) }),
    dueDate: invoice.dueDay,
    ...present({
      issueDate: invoice.issueDay,
      invoiceNumber: invoice.number,
      paymentReference: invoice.paymentReference,
      consumerName: invoice.consumerName,
      comment: invoice.comment,
      invoiceUrl: invoice.invoiceUrl,
      redirectUrl: invoice.redirectUrl,
    }),
    invoiceArticles: invoice.articles.map(articleBody),
  }
}

function articleBody(article: ArticleRequest): unknown {
  return {
    articleDescription: article.description,
    ...present({
      articleNumber: article.number,
      quantity: article.quantity,
      unit: article.unit,
      pricePerUnit: article.pricePerUnit,
      vatRate: article.vatRate,
      totalVATAmount: article.vat === null ? null : wireAmount(article.vat),
      totalPriceIncludingVat: article.total === null ? null : wireAmount(article.total),
      priceReduction: article.reduction === null ? null : wireAmount(article.reduction),
    }),
  }
}

function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}
