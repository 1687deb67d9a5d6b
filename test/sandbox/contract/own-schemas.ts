import * as z from 'zod/mini'

import * as schemas from '../apis/schemas.ts'
import type { Exchange } from './exchange.ts'
import { findOperation } from './find-operation.ts'

const text = z.string()
const id = z.uuid()
const maybe = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema)
const nothing = z.undefined()
const pdf = z.string().check(z.startsWith('%PDF-'))

const links = z.array(z.strictObject({ rel: text, href: z.url() }))
const number = z.nullable(z.number())

const attachment = z.strictObject({
  external_attachment_url: maybe(text),
  generate_pdf: z.boolean(),
  attachment_details: maybe(
    z.looseObject({
      total_amount: z.number(),
      articles: z.array(z.looseObject({ total_article_amount: number })),
    }),
  ),
})
const batchOfInvoices = z.strictObject({
  accepted: z.array(z.strictObject({ invoiceNumber: maybe(text), invoiceId: id })),
  rejected: z.array(
    z.strictObject({
      invoiceNumber: maybe(text),
      errors: z.array(z.strictObject({ errorText: text, errorCode: maybe(z.int()) })),
    }),
  ),
})
const refunded = z.strictObject({
  refundId: id,
  paymentId: id,
  amount: z.int(),
  description: maybe(text),
  reference: text,
  createdOn: text,
  remainingAmount: z.int(),
})
const receipt = z.looseObject({ invoiceIssuerName: text, totalAmount: z.number(), status: text })

const subscriptions = '/subscriptions/api'
const provider = `${subscriptions}/providers/:p`
const agreement = `${provider}/agreements/:a`
const simulated = '/recurringpayments-restapi/api'
const invoices = '/invoice-restapi/api/v1'
const merchant = `${invoices}/merchants/:m`

/** What a success looks like, by operation. */
const successes: Readonly<Record<string, z.ZodMiniType>> = {
  [`GET ${subscriptions}/merchants/me`]: schemas.subscriptionsMerchant,
  [`GET ${provider}`]: schemas.provider,
  [`PATCH ${provider}`]: nothing,
  [`PUT ${provider}/auth/:scheme`]: nothing,
  [`GET ${provider}/agreements`]: schemas.agreements,
  [`POST ${provider}/agreements`]: z.strictObject({
    id,
    one_off_payment_id: z.optional(id),
    links,
  }),
  [`GET ${agreement}`]: schemas.agreement,
  [`PATCH ${agreement}`]: nothing,
  [`DELETE ${agreement}`]: nothing,
  [`POST ${provider}/paymentrequests`]: z.strictObject({
    pending_payments: z.array(z.strictObject({ payment_id: id, external_id: text })),
    rejected_payments: z.array(
      z.strictObject({ external_id: maybe(text), error_description: text }),
    ),
  }),
  [`GET ${agreement}/paymentrequests`]: z.array(schemas.charge),
  [`GET ${agreement}/paymentrequests/:c`]: schemas.charge,
  [`PATCH ${agreement}/paymentrequests/:c`]: nothing,
  [`DELETE ${agreement}/paymentrequests/:c`]: nothing,
  [`GET ${agreement}/oneoffpayments`]: z.array(schemas.oneOff),
  [`POST ${agreement}/oneoffpayments`]: z.strictObject({ id, links }),
  [`GET ${agreement}/oneoffpayments/:o`]: schemas.oneOff,
  [`DELETE ${agreement}/oneoffpayments/:o`]: nothing,
  [`POST ${agreement}/oneoffpayments/:o/capture`]: nothing,
  [`GET ${provider}/payments/:c/attachment`]: attachment,
  [`PUT ${provider}/payments/:c/attachment`]: nothing,
  [`DELETE ${provider}/payments/:c/attachment`]: nothing,
  [`GET ${provider}/payments/:c/attachment/pdf`]: pdf,
  [`GET ${agreement}/payments/:c/refunds`]: z.array(schemas.subscriptionRefund),
  [`POST ${agreement}/payments/:c/refunds`]: z.strictObject({
    id,
    amount: number,
    status_callback_url: maybe(text),
    external_id: maybe(text),
  }),
  [`PATCH ${simulated}/agreements/v1/:a`]: nothing,
  [`PATCH ${simulated}/users/v1/me/agreements/:a`]: nothing,
  [`PATCH ${simulated}/users/v1/me/agreements/:a/oneoffpayments/:o`]: nothing,
  [`DELETE ${simulated}/users/me/payments/:c`]: nothing,

  [`GET ${invoices}/merchants/me`]: schemas.invoiceMerchant,
  [`GET ${merchant}/invoiceissuers`]: schemas.issuers,
  [`POST ${merchant}/invoices`]: z.strictObject({ invoiceId: id }),
  [`POST ${merchant}/invoices/batch`]: batchOfInvoices,
  [`POST ${merchant}/invoices/link`]: z.strictObject({ invoiceId: id, links }),
  [`POST ${merchant}/invoices/link/batch`]: batchOfInvoices,
  [`PUT ${merchant}/invoices/:i/cancel`]: nothing,
  [`GET ${merchant}/invoices/:i`]: schemas.invoice,
  [`GET ${merchant}/invoices/:i/status`]: z.strictObject({ invoiceId: id, status: text }),
  [`PUT ${merchant}/auth/:scheme`]: nothing,
  [`POST ${invoices}/directinvoiceconsents`]: schemas.consent,
  [`GET ${invoices}/directinvoiceconsents`]: schemas.consents,
  [`GET ${invoices}/directinvoiceconsents/:c`]: schemas.consent,
  [`DELETE ${invoices}/directinvoiceconsents/:c`]: nothing,
  [`PUT ${invoices}/consumers/me/invoices/:i/accept`]: z.strictObject({
    invoiceId: id,
    invoicePaymentStatus: text,
    receipt,
    redirectUrl: maybe(text),
  }),
  [`PUT ${invoices}/consumers/me/invoices/:i/reject`]: z.strictObject({ invoiceId: id }),
  [`GET ${invoices}/consumers/me/invoices/:i/pdf`]: pdf,
  [`PUT ${invoices}/consumers/me/invoices/directinvoiceconsent/:c`]: nothing,

  'GET /v1/paymentpoints': schemas.appPoints,
  'GET /v1/payments': schemas.payments,
  'POST /v1/payments': z.strictObject({ paymentId: id, mobilePayAppRedirectUri: z.url() }),
  'POST /v1/payments/cancel': nothing,
  'GET /v1/payments/:id': schemas.payment,
  'POST /v1/payments/:id/capture': nothing,
  'POST /v1/payments/:id/cancel': nothing,
  'POST /v1/integration-test/payments/:id/reserve': nothing,
  'GET /v1/refunds': schemas.appRefunds,
  'POST /v1/refunds': refunded,
  'GET /v1/refunds/:id': schemas.appRefund,

  'GET /v3/reporting/paymentpoints': schemas.reportingPoints,
  'GET /v3/reporting/transactions': schemas.transactions,
  'GET /v3/reporting/transfers': schemas.transfers,
  'GET /v3/reporting/transfers/:id': schemas.transfer,

  'GET /v1/webhooks': schemas.webhooks,
  'POST /v1/webhooks': schemas.webhook,
  'GET /v1/webhooks/:id': schemas.webhook,
  'PUT /v1/webhooks/:id': schemas.webhook,
  'DELETE /v1/webhooks/:id': nothing,
  'POST /v1/webhooks/:id/publishtestnotification': nothing,
}

const correlation = { correlationId: id }

/** Refusals, by the beginning of their path; all of them may also be empty. */
const refusals: readonly (readonly [string, z.ZodMiniType])[] = [
  [
    '/v1/webhooks',
    z.strictObject({ code: maybe(text), message: text, ...correlation, origin: z.literal('WBH') }),
  ],
  ['/v1/', z.strictObject({ code: text, message: text, ...correlation, origin: z.literal('MPY') })],
  ['/v3/reporting', schemas.reportingError],
  [simulated, z.strictObject({ code: maybe(text), message: text, ...correlation })],
  [
    subscriptions,
    z.union([
      z.strictObject({
        error: text,
        error_description: z.strictObject({ message: text, error_type: text, correlation_id: id }),
      }),
      z.strictObject({
        errorText: text,
        errorDetails: z.strictObject({
          message: text,
          errorType: text,
          ...correlation,
          errorCode: maybe(text),
        }),
      }),
    ]),
  ],
  [
    invoices,
    z.union([
      z.strictObject({
        ...correlation,
        error: z.enum(['InputError', 'DomainError']),
        errorCode: maybe(text),
        errorDescription: text,
        errorContext: z.literal('Invoices'),
      }),
      z.strictObject({ invoiceId: id, invoicePaymentStatus: text, errorText: text }),
    ]),
  ],
]

const known = Object.entries(successes).map(([key, schema]) => {
  const [method = '', path = ''] = key.split(' ')
  return { method, path, schema }
})

/** What is wrong with an answer by our own description of the APIs, which needs no documents. */
export const judgeByOurs = (exchange: Exchange): readonly string[] => {
  const { method, path, status, body } = exchange
  const schema =
    status < 300
      ? findOperation(known, exchange)?.schema
      : refusals.find(([beginning]) => path.startsWith(beginning))?.[1]
  if (schema === undefined) return [`${method} ${path} ${status}: nothing is known of it`]
  if (status >= 300 && body === undefined) return []
  const { error } = schema.safeParse(body)
  return (error?.issues ?? []).map(
    ({ path: place, message }) => `${method} ${path} ${status} ${place.join('/')}: ${message}`,
  )
}
