import type { Attachment, AttachmentDetails } from '../data/attachment.ts'
import { isFacade } from '../data/facade.ts'
import type { Payment } from '../data/subscriptions.ts'
import { attachmentBody } from './attachment-body.ts'
import { attachmentPdf } from './attachment-pdf.ts'
import { BadRequestError, type Call } from './call.ts'
import {
  type Members,
  readDay,
  readFlag,
  readMember,
  readNumber,
  readObject,
  readObjects,
  readStrings,
  readText,
  required,
} from './read-json.ts'
import { pathId } from './read-request.ts'
import { emptyReply, jsonReply, notFound, pdfReply } from './reply.ts'
import { findPaymentAnywhere, forProvider } from './subscription-lookups.ts'

const readPositive = (members: Members, name: string) => {
  const value = readNumber(members, name)
  if (value !== undefined && value < 0) {
    throw new BadRequestError(`The field ${name} must not be negative.`)
  }
  return value
}

const readArticles = (members: Members) => {
  const articles = readObjects(members, 'articles') ?? []
  if (articles.length === 0) throw new BadRequestError('At least one article is required.')
  return articles.map((article) => ({
    number: readText(article, 'article_number'),
    description: required(readText(article, 'article_description'), 'article_description'),
    quantity: readNumber(article, 'quantity'),
    unit: readText(article, 'unit'),
    pricePerUnit: readNumber(article, 'price_per_unit'),
    vatRate: readNumber(article, 'vat_rate'),
    totalVat: readNumber(article, 'total_vat_amount'),
    totalIncludingVat: readNumber(article, 'total_price_including_vat'),
  }))
}

const readDetails = ({ dialect }: Call, members: Members): AttachmentDetails => {
  const documentTitle = readText(members, 'document_title', { longest: 60 })
  if (dialect.requiredMembers === 'documentation') required(documentTitle, 'document_title')
  return {
    documentTitle,
    hidesPointAddress: readFlag(members, 'hide_payment_point_address') ?? false,
    consumerName: readText(members, 'consumer_name'),
    consumerAddressLines: readStrings(members, 'consumer_address_lines'),
    consumerPhoneNumber: readText(members, 'consumer_phone_number'),
    merchantContactName: readText(members, 'merchant_contact_name'),
    deliveryAddressLines: readStrings(members, 'delivery_address_lines'),
    invoiceNumber: readText(members, 'invoice_number'),
    merchantOrderNumber: readText(members, 'merchant_order_number'),
    buyerOrderNumber: readText(members, 'buyer_order_number'),
    issueDay: readDay(members, 'issue_date'),
    dueDay: readDay(members, 'due_date'),
    orderDay: readDay(members, 'order_date'),
    deliveryDay: readDay(members, 'delivery_date'),
    paymentReference: readText(members, 'payment_reference', { longest: 60 }),
    comment: readText(members, 'comment'),
    priceReduction: readPositive(members, 'price_reduction'),
    priceDiscount: readNumber(members, 'price_discount'),
    bonus: readPositive(members, 'bonus'),
    totalExVat: readNumber(members, 'total_amount_ex_vat'),
    totalVat: readNumber(members, 'total_vat_amount'),
    total: required(readPositive(members, 'total_amount'), 'total_amount'),
    articles: readArticles(members),
  }
}

const readAttachment = (call: Call, members: Members): Attachment => {
  const externalUrl = readText(members, 'external_attachment_url')
  if (externalUrl !== undefined && URL.parse(externalUrl) === null) {
    throw new BadRequestError('The field external_attachment_url must be a URL.')
  }
  const generatesPdf = readFlag(members, 'generate_pdf') ?? false
  const details = readMember(members, 'attachment_details')
  if (generatesPdf && externalUrl !== undefined) {
    throw new BadRequestError('generate_pdf cannot be true with an external_attachment_url.')
  }
  if (details === undefined && (generatesPdf || externalUrl === undefined)) {
    throw new BadRequestError('The attachment_details field is required.')
  }
  return { externalUrl, generatesPdf, details: details && readDetails(call, details) }
}

/** Answers 404 for a payment that nobody has, and 403 for one of another provider's. */
const forPayment = (answer: (call: Call, payment: Payment) => Response | Promise<Response>) =>
  forProvider((call, provider) => {
    const id = pathId(call, 'paymentid')
    const own = findPaymentAnywhere(call.world, id)
    if (own?.agreement.provider === provider) return answer(call, own)
    const isForeign = own ?? call.worlds.all().find((world) => findPaymentAnywhere(world, id))
    return isForeign ? emptyReply(403) : notFound()
  })

/** The facade forgets them; that it says so with 404 is our guess. */
const attachmentOf = (payment: Payment, { world }: Call) =>
  isFacade(world.rules) ? undefined : payment.attachment

export const getAttachment = forPayment((call, payment) => {
  const attachment = attachmentOf(payment, call)
  return attachment ? jsonReply(attachmentBody(attachment, payment, call.world)) : notFound()
})

export const putAttachment = forPayment(async (call, payment) => {
  payment.attachment = readAttachment(call, await readObject(call))
  return emptyReply(204)
})

export const deleteAttachment = forPayment((_, payment) => {
  payment.attachment = undefined
  return emptyReply(204)
})

export const getAttachmentPdf = forPayment((call, payment) => {
  const { details, generatesPdf } = attachmentOf(payment, call) ?? {}
  return details && generatesPdf
    ? pdfReply(attachmentPdf(details, payment, call.world))
    : notFound()
})
