import type { DirectInvoiceConsent } from '../data/invoices.ts'
import { type Api, BadRequestError, type Call, get, post, put } from './call.ts'
import { consentBody, invoiceBody, issuerBody, named } from './invoice-bodies.ts'
import { pathId, queryUuid } from './read-request.ts'
import { emptyReply, jsonReply, notFound } from './reply.ts'

/** MobilePay does not say how many consents make a page. */
const consentsPerPage = 50

const reply = ({ dialect }: Pick<Call, 'dialect'>, body: unknown) =>
  jsonReply(named(body, dialect.invoiceNames))

/** The merchant of the path must be the token's. */
const forOwnMerchant = (answer: (call: Call) => Response) => (call: Call) =>
  pathId(call, 'merchantid') === call.world.merchant.id ? answer(call) : emptyReply(403)

const getMerchant = (call: Call) => reply(call, { merchantId: call.world.merchant.id })

const getIssuers = forOwnMerchant((call) => {
  const issuers = call.world.points.filter(({ product }) => product === 'Invoice')
  return reply(call, { invoiceIssuers: issuers.map(issuerBody) })
})

/** Expired links are deleted at MobilePay. */
const findInvoice = (call: Call) => {
  const invoice = call.world.invoiceBook.invoices.get(pathId(call, 'invoiceid'))
  return invoice?.kind === 'link' && invoice.status === 'expired' ? undefined : invoice
}

const getInvoice = forOwnMerchant((call) => {
  const invoice = findInvoice(call)
  return invoice ? reply(call, invoiceBody(invoice, call.world)) : notFound()
})

const getInvoiceStatus = forOwnMerchant((call) => {
  const invoice = findInvoice(call)
  return invoice ? reply(call, { invoiceId: invoice.id, status: invoice.status }) : notFound()
})

/** How many consents came before: MobilePay's clients are to pass it on without reading it. */
const readPagingState = ({ request }: Call): number => {
  const state = request.query('pagingState') || undefined
  if (state === undefined) return 0
  const seen = /^after-(\d{1,9})$/u.exec(Buffer.from(state, 'base64url').toString())?.[1]
  if (seen === undefined) throw new BadRequestError('pagingState is not one of ours.')
  return Number(seen)
}

const isGranted = ({ state }: DirectInvoiceConsent) => state === 'Granted'

const getConsents = (call: Call) => {
  const issuerId = queryUuid(call, 'invoiceIssuerId')
  const state = call.request.query('state') || 'granted'
  if (state.toLowerCase() !== 'granted')
    throw new BadRequestError('Only state=granted is supported.')
  const seen = readPagingState(call)
  const granted = [...call.world.invoiceBook.consents.values()].filter(
    (consent) =>
      isGranted(consent) && (issuerId === undefined || consent.invoice.point.id === issuerId),
  )
  const until = seen + consentsPerPage
  return reply(call, {
    grantedConsents: granted
      .slice(seen, until)
      .map((consent) => consentBody(consent, call.dialect)),
    pagingState:
      until < granted.length ? Buffer.from(`after-${until}`).toString('base64url') : null,
  })
}

const getConsent = (call: Call) => {
  const consent = call.world.invoiceBook.consents.get(pathId(call, 'consentid'))
  return consent ? reply(call, consentBody(consent, call.dialect)) : notFound()
}

const base = '/invoice-restapi/api/v1'
const merchant = `${base}/merchants/:merchantid`

export const invoiceApi: Api = {
  name: 'Invoice',
  scope: 'invoice',
  badRequest: ({ correlationId, dialect }, message) =>
    jsonReply(
      dialect.invoiceNames === 'PascalCase'
        ? {
            correlation_id: correlationId,
            error: 'InputError',
            error_code: null,
            error_description: message,
            error_context: 'Invoices',
          }
        : {
            correlationId,
            error: 'InputError',
            errorCode: null,
            errorDescription: message,
            errorContext: 'Invoices',
          },
      400,
    ),
  operations: [
    get(`${base}/merchants/me`, getMerchant),
    get(`${merchant}/invoiceissuers`, getIssuers),
    post(`${merchant}/invoices`),
    post(`${merchant}/invoices/batch`),
    post(`${merchant}/invoices/link`),
    post(`${merchant}/invoices/link/batch`),
    put(`${merchant}/invoices/:invoiceid/cancel`),
    get(`${merchant}/invoices/:invoiceid`, getInvoice),
    get(`${merchant}/invoices/:invoiceid/status`, getInvoiceStatus),
    put(`${merchant}/auth/basic`),
    put(`${merchant}/auth/apikey`),
    post(`${base}/directinvoiceconsents`),
    get(`${base}/directinvoiceconsents`, getConsents),
    get(`${base}/directinvoiceconsents/:consentid`, getConsent),
  ],
}
