import type {
  Attachment,
  AttachmentArticle,
  AttachmentDetails,
} from '#shared/mobilepay/attachments.ts'
import { articleOf, type Line, totalOf } from '#shared/mobilepay/invoice-lines.ts'
import { type Currency, type Money, sumMoney } from '#shared/money.ts'

import { blankLine, type TypedLine, typedLine } from '../../ui/line-values.ts'
import { writeMoneyText } from '../../ui/money-field-text.ts'

/** What the customer gets to open behind a payment. */
export const documents = ['pdf', 'own', 'none'] as const

type Document = (typeof documents)[number]

/** Invoice details as typed. */
export type TypedAttachment = {
  document: string
  address: string
  hasDetails: boolean
  title: string
  number: string
  comment: string
  lines: TypedLine[]
}

/** What was typed, understood. */
export interface ReadAttachment {
  readonly document: Document
  /** Of the merchant's own document; null for the others. */
  readonly address: string | null
  /** Null where the customer gets the document alone. */
  readonly details: ReadDetails | null
}

export interface ReadDetails {
  readonly title: string
  readonly number: string | null
  readonly comment: string | null
  readonly lines: readonly Line[]
}

/** What an attachment is changed from, or what a new one is over. */
export interface Before {
  readonly attachment: Attachment | null
  readonly amount: Money
  /** Of the texts. */
  readonly locale: string
}

/** The form of an attachment that is there, or of a new one over the payment's amount. */
export function typedOf({ attachment, amount, locale }: Before): TypedAttachment {
  const { title = null, invoiceNumber = null, comment = null } = attachment?.details ?? {}
  const articles = attachment?.details?.articles ?? []
  const { currency } = amount
  return {
    title: title ?? '',
    number: invoiceNumber ?? '',
    comment: comment ?? '',
    document: documentOf(attachment),
    address: attachment?.externalUrl ?? '',
    hasDetails: attachment === null || attachment.details !== null,
    lines:
      articles.length > 0
        ? articles.map((article) => typedLine(article, locale, currency))
        : [{ ...blankLine(currency), price: writeMoneyText(amount, locale) }],
  }
}

function documentOf(attachment: Attachment | null): Document {
  if (attachment === null || attachment.hasPdf) return 'pdf'
  return attachment.externalUrl === null ? 'none' : 'own'
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
  reduction: null,
  discount: null,
  bonus: null,
} as const

/** A line as it was read from an article of MobilePay's, to know it again. */
interface KnownLine {
  readonly line: Line
  readonly article: AttachmentArticle
}

/** The lines that the form of an attachment starts with, read by `readLine`. */
export function knownLines(
  { attachment, amount, locale }: Before,
  readLine: (line: TypedLine) => Line | null,
): readonly KnownLine[] {
  return (attachment?.details?.articles ?? []).flatMap((article) => {
    const line = readLine(typedLine(article, locale, amount.currency))
    return line === null ? [] : [{ line, article }]
  })
}

/**
 * What is sent. Saving takes the place of all there was, so what the form does not show, and each
 * line that nobody changed, is sent as MobilePay has it.
 */
export function attachmentOf(
  { attachment, amount: { currency } }: Before,
  known: readonly KnownLine[],
  { document, address, details }: ReadAttachment,
): Attachment {
  return {
    hasPdf: document === 'pdf',
    externalUrl: document === 'own' ? address : null,
    details: details && {
      ...(attachment?.details ?? nothing),
      title: details.title,
      comment: details.comment,
      invoiceNumber: details.number,
      ...articlesOf(attachment?.details ?? null, known, details.lines, currency),
    },
  }
}

type Sums = Pick<AttachmentDetails, 'articles' | 'total' | 'vat' | 'totalExVat'>

function articlesOf(
  before: AttachmentDetails | null,
  known: readonly KnownLine[],
  lines: readonly Line[],
  currency: Currency,
): Sums {
  const articles = lines.map(
    (line) => known.find((one) => isSameLine(one.line, line))?.article ?? articleOf(line),
  )
  const isAsBefore =
    before?.articles.length === articles.length &&
    before.articles.every((article, index) => article === articles[index])
  if (isAsBefore) {
    return { articles, total: before.total, vat: before.vat, totalExVat: before.totalExVat }
  }
  const sumOf = (amounts: readonly (Money | null)[]) =>
    sumMoney(
      amounts.flatMap((amount) => amount ?? []),
      currency,
    )
  const total = sumOf(articles.map((article) => article.total))
  const vat = sumOf(articles.map((article, index) => article.vat ?? vatOf(lines[index])))
  return { articles, total, vat, totalExVat: { minor: total.minor - vat.minor, currency } }
}

const vatOf = (line: Line | undefined) => (line === undefined ? null : totalOf(line).vat)

function isSameLine(one: Line, other: Line): boolean {
  return (
    one.description === other.description &&
    one.quantity === other.quantity &&
    one.price.minor === other.price.minor &&
    one.vatRate === other.vatRate &&
    one.number === other.number &&
    one.unit === other.unit
  )
}
