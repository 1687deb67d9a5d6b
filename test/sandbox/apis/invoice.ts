import { type Api, type Call, get, post, put } from './call.ts'
import { invoiceBody, issuerBody } from './invoice-bodies.ts'
import { getConsent, getConsents, requestConsent } from './invoice-consents.ts'
import { invoiceBadRequest } from './invoice-errors.ts'
import { findInvoice, forOwnMerchant, invoiceReply } from './invoice-lookups.ts'
import {
  cancelInvoice,
  createDirect,
  createDirectBatch,
  createLink,
  createLinkBatch,
  setInvoiceApiKey,
  setInvoiceBasic,
} from './invoice-writes.ts'
import { notFound } from './reply.ts'

const getMerchant = (call: Call) => invoiceReply(call, { merchantId: call.world.merchant.id })

const getIssuers = forOwnMerchant((call) => {
  const issuers = call.world.points.filter(({ product }) => product === 'Invoice')
  return invoiceReply(call, {
    invoiceIssuers: issuers.map((point) => issuerBody(point, call.world)),
  })
})

const getInvoice = forOwnMerchant((call) => {
  const invoice = findInvoice(call)
  return invoice ? invoiceReply(call, invoiceBody(invoice, call.world)) : notFound()
})

const getInvoiceStatus = forOwnMerchant((call) => {
  const invoice = findInvoice(call)
  if (invoice === undefined) return notFound()
  return invoiceReply(call, { invoiceId: invoice.id, status: invoice.status })
})

const base = '/invoice-restapi/api/v1'
const merchant = `${base}/merchants/:merchantid`

export const invoiceApi: Api = {
  name: 'Invoice',
  scope: 'invoice',
  endsWithMove: true,
  badRequest: invoiceBadRequest,
  operations: [
    get(`${base}/merchants/me`, getMerchant),
    get(`${merchant}/invoiceissuers`, getIssuers),
    post(`${merchant}/invoices`, createDirect),
    post(`${merchant}/invoices/batch`, createDirectBatch),
    post(`${merchant}/invoices/link`, createLink),
    post(`${merchant}/invoices/link/batch`, createLinkBatch),
    put(`${merchant}/invoices/:invoiceid/cancel`, cancelInvoice),
    get(`${merchant}/invoices/:invoiceid`, getInvoice),
    get(`${merchant}/invoices/:invoiceid/status`, getInvoiceStatus),
    put(`${merchant}/auth/basic`, setInvoiceBasic),
    put(`${merchant}/auth/apikey`, setInvoiceApiKey),
    post(`${base}/directinvoiceconsents`, requestConsent),
    get(`${base}/directinvoiceconsents`, getConsents),
    get(`${base}/directinvoiceconsents/:consentid`, getConsent),
  ],
}
