import type { Attachment, AttachmentArticle } from '#shared/mobilepay/attachments.ts'
import { articleOf, type Line, sumOf } from '#shared/mobilepay/invoice-lines.ts'
import type { Currency, Money } from '#shared/money.ts'

import { writeMoneyText } from '../../ui/money-field-text.ts'

export type TypedArticle = {
  description: string
  quantity: string
  price: string
  vatRate: string
}

/** Invoice details as typed. */
export type TypedAttachment = {
  title: string
  number: string
  comment: string
  hasPdf: boolean
  articles: TypedArticle[]
}

/** What was typed, understood. */
export interface ReadAttachment {
  readonly title: string
  readonly number: string | null
  readonly comment: string | null
  readonly hasPdf: boolean
  readonly articles: readonly Line[]
}

/** A line that nobody has typed in; the VAT is the country's usual rate. */
export function blankArticle(currency: Currency): TypedArticle {
  return { description: '', quantity: '1', price: '', vatRate: currency === 'DKK' ? '25' : '25,5' }
}

/** The form of an attachment that is there, or of a new one over the payment's amount. */
export function typedOf(
  attachment: Attachment | null,
  amount: Money,
  locale: string,
): TypedAttachment {
  const { title = null, invoiceNumber = null, comment = null } = attachment?.details ?? {}
  const articles = attachment?.details?.articles ?? []
  const blank = blankArticle(amount.currency)
  return {
    title: title ?? '',
    number: invoiceNumber ?? '',
    comment: comment ?? '',
    hasPdf: attachment?.hasPdf ?? true,
    articles:
      articles.length > 0
        ? articles.map((article) => typedArticle(article, locale, blank))
        : [{ ...blank, price: writeMoneyText(amount, locale) }],
  }
}

/** A line whose price does not divide evenly stands as one of its total, so that sums stay. */
function typedArticle(
  { description, quantity, total, vatRate }: AttachmentArticle,
  locale: string,
  blank: TypedArticle,
): TypedArticle {
  const minor = total?.minor ?? 0
  const isEven = quantity !== null && quantity > 0 && Number.isInteger(minor / quantity)
  const price = total && { ...total, minor: isEven ? minor / quantity : minor }
  return {
    description,
    quantity: isEven ? String(quantity) : '1',
    price: price ? writeMoneyText(price, locale) : '',
    vatRate: vatRate === null ? blank.vatRate : String(vatRate),
  }
}

const nothing = {
  hidesPointAddress: false,
  consumerName: null,
  consumerAddress: [],
  consumerPhone: null,
  contactName: null,
  deliveryAddress: [],
  orderNumber: null,
  buyerOrderNumber: null,
  issueDay: null,
  dueDay: null,
  orderDay: null,
  deliveryDay: null,
  paymentReference: null,
} as const

/** What is sent: what the form does not show stays as it was, reductions apart, which it cannot add up. */
export function attachmentOf(
  before: Attachment | null,
  { title, number, comment, hasPdf, articles }: ReadAttachment,
  currency: Currency,
): Attachment {
  const { total, vat } = sumOf(articles, currency)
  return {
    hasPdf,
    externalUrl: hasPdf ? null : (before?.externalUrl ?? null),
    details: {
      ...(before?.details ?? nothing),
      title,
      comment,
      invoiceNumber: number,
      reduction: null,
      discount: null,
      bonus: null,
      total,
      vat,
      totalExVat: { minor: total.minor - vat.minor, currency },
      articles: articles.map(articleOf),
    },
  }
}
