import type { Operation } from '../operations.ts'
import { batchBody, ordinaryBody } from './limits.ts'

const api = '/invoice-restapi/api/v1'
const merchant = `${api}/merchants/{merchantId}`
const invoice = `${merchant}/invoices/{invoiceId}`
const consents = `${api}/directinvoiceconsents`

const ofMerchant = { merchantId: 'guid' } as const
const ofInvoice = { merchantId: 'guid', invoiceId: 'guid' } as const

const read = {
  method: 'GET',
  scope: 'invoice',
  query: [],
  safeToRepeat: true,
  bodyLimit: 0,
} as const

// MobilePay refuses an exact duplicate with an error, so a repeat here would turn a success into a
// failure; only the console can tell the two apart.
const write = {
  scope: 'invoice',
  query: [],
  safeToRepeat: false,
  bodyLimit: ordinaryBody,
} as const

/**
 * The Invoice API: issuers, invoices and invoice links, consents to direct invoices.
 *
 * MobilePay docs: openapi/invoice.yaml. There is no operation that lists invoices.
 */
export const invoiceOperations: readonly Operation[] = [
  { ...read, id: 'invoice.merchant.get', path: `${api}/merchants/me`, parts: {} },
  {
    ...read,
    id: 'invoice.issuers.list',
    path: `${merchant}/invoiceissuers`,
    parts: ofMerchant,
  },
  {
    ...write,
    id: 'invoice.merchant.auth.basic',
    method: 'PUT',
    path: `${merchant}/auth/basic`,
    parts: ofMerchant,
  },
  {
    ...write,
    id: 'invoice.merchant.auth.apikey',
    method: 'PUT',
    path: `${merchant}/auth/apikey`,
    parts: ofMerchant,
  },

  {
    ...write,
    id: 'invoice.invoices.create',
    method: 'POST',
    path: `${merchant}/invoices`,
    parts: ofMerchant,
  },
  {
    ...write,
    id: 'invoice.invoices.create_batch',
    method: 'POST',
    path: `${merchant}/invoices/batch`,
    parts: ofMerchant,
    bodyLimit: batchBody,
  },
  {
    ...write,
    id: 'invoice.links.create',
    method: 'POST',
    path: `${merchant}/invoices/link`,
    parts: ofMerchant,
  },
  {
    ...write,
    id: 'invoice.links.create_batch',
    method: 'POST',
    path: `${merchant}/invoices/link/batch`,
    parts: ofMerchant,
    bodyLimit: batchBody,
  },
  { ...read, id: 'invoice.invoices.get', path: invoice, parts: ofInvoice },
  { ...read, id: 'invoice.invoices.status', path: `${invoice}/status`, parts: ofInvoice },
  {
    ...write,
    id: 'invoice.invoices.cancel',
    method: 'PUT',
    path: `${invoice}/cancel`,
    parts: ofInvoice,
    bodyLimit: 0,
  },

  {
    ...read,
    id: 'invoice.consents.list',
    path: consents,
    parts: {},
    query: ['invoiceIssuerId', 'state', 'pagingState'],
  },
  { ...write, id: 'invoice.consents.create', method: 'POST', path: consents, parts: {} },
  {
    ...read,
    id: 'invoice.consents.get',
    path: `${consents}/{consentId}`,
    parts: { consentId: 'guid' },
  },
]
