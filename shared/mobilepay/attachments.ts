import * as z from 'zod/mini'

import { type CalendarDay, readDay, type Zone } from '../dates.ts'
import { type Currency, type Money, wireAmount } from '../money.ts'
import { decimal, money, optionalText } from './common.ts'
import { anyCase } from './names.ts'

/** One line of an attachment. */
export interface AttachmentArticle {
  readonly number: string | null
  readonly description: string
  readonly quantity: number | null
  readonly unit: string | null
  readonly pricePerUnit: number | null
  /** In percent. */
  readonly vatRate: number | null
  readonly vat: Money | null
  /** With VAT. */
  readonly total: Money | null
}

/** What a customer sees behind a charge or one-off, much like an invoice. */
export interface AttachmentDetails {
  /** At most 60 characters. */
  readonly title: string | null
  readonly hidesPointAddress: boolean
  readonly consumerName: string | null
  readonly consumerAddress: readonly string[]
  readonly consumerPhone: string | null
  readonly contactName: string | null
  readonly deliveryAddress: readonly string[]
  readonly invoiceNumber: string | null
  readonly orderNumber: string | null
  readonly buyerOrderNumber: string | null
  readonly issueDay: CalendarDay | null
  readonly dueDay: CalendarDay | null
  readonly orderDay: CalendarDay | null
  readonly deliveryDay: CalendarDay | null
  /** At most 60 characters. */
  readonly paymentReference: string | null
  readonly comment: string | null
  readonly reduction: Money | null
  readonly discount: Money | null
  readonly bonus: Money | null
  readonly totalExVat: Money | null
  readonly vat: Money | null
  readonly total: Money
  /** One or more. */
  readonly articles: readonly AttachmentArticle[]
}

/** Either a PDF that MobilePay makes of the details, or one of the merchant's, or details alone. */
export interface Attachment {
  readonly externalUrl: string | null
  readonly hasPdf: boolean
  readonly details: AttachmentDetails | null
}

interface Home {
  readonly currency: Currency
  readonly zone: Zone
}

const number = z.pipe(
  z.nullish(decimal),
  z.transform((value): number | null =>
    value === null || value === undefined ? null : Number(value),
  ),
)
const lines = z.pipe(
  z.nullish(z.array(z.nullish(z.string()))),
  z.transform((list): readonly string[] => (list ?? []).flatMap((line) => line || [])),
)

const detailsOf = ({ currency, zone }: Home) => {
  const amount = z.pipe(
    z.nullish(decimal),
    z.transform((value, context): Money | null =>
      value === null || value === undefined ? null : money(value, currency, context),
    ),
  )
  const day = z.pipe(
    z.nullish(z.string()),
    z.transform((text): CalendarDay | null => (text ? readDay(text, zone) : null)),
  )
  const article = z.pipe(
    z.object({
      articleNumber: optionalText,
      articleDescription: optionalText,
      quantity: number,
      unit: optionalText,
      pricePerUnit: number,
      vatRate: number,
      totalVatAmount: amount,
      totalArticleAmount: amount,
    }),
    z.transform(({ quantity, unit, pricePerUnit, vatRate, ...named }): AttachmentArticle => ({
      number: named.articleNumber,
      description: named.articleDescription ?? '',
      quantity,
      unit,
      pricePerUnit,
      vatRate,
      vat: named.totalVatAmount,
      total: named.totalArticleAmount,
    })),
  )
  return z.pipe(
    z.object({
      documentTitle: optionalText,
      hidePaymentPointAddress: z.nullish(z.boolean()),
      consumerName: optionalText,
      consumerAddressLines: lines,
      alias: optionalText,
      merchantContactName: optionalText,
      deliveryAddressLines: lines,
      invoiceNumber: optionalText,
      merchantOrderId: optionalText,
      buyerId: optionalText,
      issueDate: day,
      dueDate: day,
      orderDate: day,
      deliveryDate: day,
      paymentReference: optionalText,
      comment: optionalText,
      priceDeduction: amount,
      discount: amount,
      bonus: amount,
      totalExVat: amount,
      totalVatAmount: amount,
      totalAmount: decimal,
      articles: z.nullish(z.array(article)),
    }),
    z.transform((body, context): AttachmentDetails => ({
      title: body.documentTitle,
      hidesPointAddress: body.hidePaymentPointAddress ?? false,
      consumerName: body.consumerName,
      consumerAddress: body.consumerAddressLines,
      consumerPhone: body.alias,
      contactName: body.merchantContactName,
      deliveryAddress: body.deliveryAddressLines,
      invoiceNumber: body.invoiceNumber,
      orderNumber: body.merchantOrderId,
      buyerOrderNumber: body.buyerId,
      issueDay: body.issueDate,
      dueDay: body.dueDate,
      orderDay: body.orderDate,
      deliveryDay: body.deliveryDate,
      paymentReference: body.paymentReference,
      comment: body.comment,
      reduction: body.priceDeduction,
      discount: body.discount,
      bonus: body.bonus,
      totalExVat: body.totalExVat,
      vat: body.totalVatAmount,
      total: money(body.totalAmount, currency, context),
      articles: body.articles ?? [],
    })),
  )
}

/**
 * Parses an answer of `GET …/payments/{paymentId}/attachment`, which has other names for many
 * members than what was sent.
 */
export const attachmentAnswer = (home: Home) =>
  anyCase(
    z.pipe(
      z.object({
        externalAttachmentUrl: optionalText,
        generatePdf: z.nullish(z.boolean()),
        attachmentDetails: z.nullish(detailsOf(home)),
      }),
      z.transform(({ externalAttachmentUrl, generatePdf, attachmentDetails }): Attachment => ({
        externalUrl: externalAttachmentUrl,
        hasPdf: generatePdf ?? false,
        details: attachmentDetails ?? null,
      })),
    ),
  )

/** The body of `PUT …/payments/{paymentId}/attachment`, which takes the place of all there was. */
export function attachmentBody({ externalUrl, hasPdf, details }: Attachment): unknown {
  return {
    generate_pdf: hasPdf,
    ...present({ external_attachment_url: externalUrl }),
    ...(details === null ? {} : { attachment_details: detailsBody(details) }),
  }
}

function detailsBody(details: AttachmentDetails): unknown {
  return present({
    document_title: details.title,
    hide_payment_point_address: details.hidesPointAddress,
    consumer_name: details.consumerName,
    consumer_address_lines: details.consumerAddress,
    consumer_phone_number: details.consumerPhone,
    merchant_contact_name: details.contactName,
    delivery_address_lines: details.deliveryAddress,
    invoice_number: details.invoiceNumber,
    merchant_order_number: details.orderNumber,
    buyer_order_number: details.buyerOrderNumber,
    issue_date: midnight(details.issueDay),
    due_date: midnight(details.dueDay),
    order_date: midnight(details.orderDay),
    delivery_date: midnight(details.deliveryDay),
    payment_reference: details.paymentReference,
    comment: details.comment,
    price_reduction: wire(details.reduction),
    price_discount: wire(details.discount),
    bonus: wire(details.bonus),
    total_amount_ex_vat: wire(details.totalExVat),
    total_vat_amount: wire(details.vat),
    total_amount: wireAmount(details.total),
    articles: details.articles.map((article) =>
      present({
        article_number: article.number,
        article_description: article.description,
        quantity: article.quantity,
        unit: article.unit,
        price_per_unit: article.pricePerUnit,
        vat_rate: article.vatRate,
        total_vat_amount: wire(article.vat),
        total_price_including_vat: wire(article.total),
      }),
    ),
  })
}

/** A day as the date-time that MobilePay's OpenAPI document wants, and answers with. */
function midnight(day: CalendarDay | null): string | null {
  return day === null ? null : `${day}T00:00:00Z`
}

function wire(amount: Money | null): number | null {
  return amount === null ? null : wireAmount(amount)
}

/** Without what is not there, which MobilePay wants left out rather than null. */
function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
