import { queryOptions } from '@tanstack/react-query'

import { invoiceBody, type InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'
import {
  createdInvoiceAnswer,
  invoiceMerchantAnswer,
  type InvoicesReceipt,
  invoicesReceipt,
  type InvoiceStatus,
  invoiceStatusAnswer,
  type Issuer,
  issuersAnswer,
} from '#shared/mobilepay/invoices.ts'

import { call } from './client.ts'

const base = '/api/invoice-restapi/api/v1'

/** The merchant's id in the Invoice API, and the products it sends invoices in the name of. */
export const invoicingQuery = queryOptions({
  queryKey: ['invoicing'],
  queryFn: async ({ signal }): Promise<{ merchant: string; issuers: readonly Issuer[] }> => {
    const merchant = await call(`${base}/merchants/me`, invoiceMerchantAnswer, { signal })
    const path = `${base}/merchants/${merchant}/invoiceissuers`
    return { merchant, issuers: await call(path, issuersAnswer, { signal }) }
  },
  staleTime: 5 * 60_000,
})

/** Sends one invoice. MobilePay refuses an exact duplicate (10104, as a link 10301). */
export function createInvoice(
  merchant: string,
  kind: 'direct' | 'link',
  invoice: InvoiceRequest,
): Promise<{ readonly id: string; readonly href: string | null }> {
  const path = kind === 'direct' ? 'invoices' : 'invoices/link'
  return call(`${base}/merchants/${merchant}/${path}`, createdInvoiceAnswer, {
    method: 'POST',
    body: invoiceBody(invoice),
  })
}

/** Sends up to `mostInvoicesInBatch` direct invoices, which MobilePay checks after its answer. */
export function createInvoices(
  merchant: string,
  invoices: readonly InvoiceRequest[],
): Promise<InvoicesReceipt> {
  return call(`${base}/merchants/${merchant}/invoices/batch`, invoicesReceipt, {
    method: 'POST',
    body: invoices.map(invoiceBody),
  })
}

/** How far an invoice is; null for a state MobilePay added after this was written. */
export function readInvoiceStatus(merchant: string, id: string): Promise<InvoiceStatus | null> {
  return call(`${base}/merchants/${merchant}/invoices/${id}/status`, invoiceStatusAnswer)
}
