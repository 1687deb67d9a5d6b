import type { Attachment, AttachmentArticle, AttachmentDetails } from '../data/attachment.ts'
import type { Payment } from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import { utcMidnight } from './format.ts'

/** Documented as numbers alone; in the order in which MobilePay names its countries. */
const countryNumbers = { DK: 0, FI: 2 } as const

const midnight = (day: string | undefined) => (day === undefined ? null : utcMidnight(day))

const articleBody = (article: AttachmentArticle) => ({
  article_number: article.number ?? null,
  article_description: article.description,
  quantity: article.quantity ?? null,
  unit: article.unit ?? null,
  price_per_unit: article.pricePerUnit ?? null,
  vat_rate: article.vatRate ?? null,
  total_vat_amount: article.totalVat ?? null,
  total_article_amount: article.totalIncludingVat ?? 0,
})

/** Many members come back under another name than the one they were sent with. */
const detailsBody = (details: AttachmentDetails, { agreement }: Payment, { merchant }: World) => {
  const { name, address } = agreement.provider.point
  return {
    document_title: details.documentTitle ?? null,
    hide_payment_point_address: details.hidesPointAddress,
    consumer_name: details.consumerName ?? null,
    consumer_address_lines: details.consumerAddressLines ?? [],
    alias: details.consumerPhoneNumber ?? null,
    payment_point_name: name,
    payment_point_address_lines: details.hidesPointAddress
      ? []
      : [address.street, `${address.zipCode} ${address.city}`],
    merchant_cvr: merchant.vat.slice(2),
    merchant_contact_name: details.merchantContactName ?? null,
    delivery_address_lines: details.deliveryAddressLines ?? [],
    delivery_date: midnight(details.deliveryDay),
    invoice_number: details.invoiceNumber ?? null,
    merchant_order_id: details.merchantOrderNumber ?? null,
    buyer_id: details.buyerOrderNumber ?? null,
    issue_date: midnight(details.issueDay),
    due_date: midnight(details.dueDay),
    order_date: midnight(details.orderDay),
    payment_reference: details.paymentReference ?? null,
    comment: details.comment ?? null,
    price_deduction: details.priceReduction ?? null,
    discount: details.priceDiscount ?? null,
    bonus: details.bonus ?? null,
    total_ex_vat: details.totalExVat ?? null,
    total_vat_amount: details.totalVat ?? null,
    total_amount: details.total,
    articles: details.articles.map(articleBody),
    country_code: countryNumbers[merchant.country],
  }
}

export const attachmentBody = (attachment: Attachment, payment: Payment, world: World) => ({
  external_attachment_url: attachment.externalUrl ?? null,
  generate_pdf: attachment.generatesPdf,
  ...(attachment.details && {
    attachment_details: detailsBody(attachment.details, payment, world),
  }),
})
