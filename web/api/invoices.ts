import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'

import { invoiceBody, type InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'
import {
  type Consent,
  consentAnswer,
  consentsAnswer,
  createdInvoiceAnswer,
  type Invoice,
  invoiceAnswer,
  invoiceMerchantAnswer,
  type InvoicesReceipt,
  invoicesReceipt,
  type InvoiceStatus,
  invoiceStatusAnswer,
  type Issuer,
  issuersAnswer,
} from '#shared/mobilepay/invoices.ts'

import { call } from './client.ts'
import { type RecentInvoice, rememberInvoices } from './recent-invoices.ts'

const base = '/api/invoice-restapi/api/v1'

/** The merchant's id in the Invoice API, which all its other paths need. */
export const invoiceMerchantQuery = queryOptions({
  queryKey: ['invoicing', 'merchant'],
  queryFn: ({ signal }): Promise<string> =>
    call(`${base}/merchants/me`, invoiceMerchantAnswer, { signal }),
  staleTime: 5 * 60_000,
})

/** The same, and the products that invoices are sent in the name of. */
export const invoicingQuery = queryOptions({
  queryKey: ['invoicing', 'issuers'],
  queryFn: async ({
    client,
    signal,
  }): Promise<{ merchant: string; issuers: readonly Issuer[] }> => {
    const merchant = await client.fetchQuery(invoiceMerchantQuery)
    const path = `${base}/merchants/${merchant}/invoiceissuers`
    return { merchant, issuers: await call(path, issuersAnswer, { signal }) }
  },
  staleTime: 5 * 60_000,
})

/** Sends one invoice, and remembers it. MobilePay refuses an exact duplicate (10104, a link 10301). */
export async function createInvoice(
  merchant: string,
  kind: 'direct' | 'link',
  invoice: InvoiceRequest,
): Promise<{ readonly id: string; readonly href: string | null }> {
  const path = kind === 'direct' ? 'invoices' : 'invoices/link'
  const created = await call(`${base}/merchants/${merchant}/${path}`, createdInvoiceAnswer, {
    method: 'POST',
    body: invoiceBody(invoice),
  })
  await rememberInvoices([recentOf(merchant, kind, invoice, created)])
  return created
}

/**
 * Sends up to 2000 direct invoices, which MobilePay checks after its answer, and
 * remembers those it took.
 */
export async function createInvoices(
  merchant: string,
  invoices: readonly InvoiceRequest[],
): Promise<InvoicesReceipt> {
  const receipt = await call(`${base}/merchants/${merchant}/invoices/batch`, invoicesReceipt, {
    method: 'POST',
    body: invoices.map(invoiceBody),
  })
  await rememberInvoices(
    receipt.accepted.flatMap(({ id, number }) => {
      const invoice = invoices.find((one) => one.number === number)
      return invoice ? [recentOf(merchant, 'direct', invoice, { id, href: null })] : []
    }),
  )
  return receipt
}

function recentOf(
  merchant: string,
  kind: 'direct' | 'link',
  { number, paymentReference, total, dueDay }: InvoiceRequest,
  { id, href }: { readonly id: string; readonly href: string | null },
): RecentInvoice {
  const reference = number ?? paymentReference
  return { id, merchant, kind, reference, total, dueDay, createdAt: Date.now(), href }
}

/** One invoice; MobilePay deletes an expired link, whose answer is then 404. */
export function invoiceQuery(merchant: string, id: string) {
  return queryOptions({
    queryKey: ['invoices', merchant, id],
    queryFn: ({ signal }): Promise<Invoice> =>
      call(`${base}/merchants/${merchant}/invoices/${id}`, invoiceAnswer, { signal }),
  })
}

/** How far an invoice is. */
export function invoiceStatusQuery(merchant: string, id: string) {
  return queryOptions({
    queryKey: ['invoices', merchant, id, 'status'],
    queryFn: () => readInvoiceStatus(merchant, id),
    staleTime: 60_000,
  })
}

/** Takes an invoice back that is neither paid nor over; 10504 where it is. */
export async function cancelInvoice(merchant: string, id: string): Promise<void> {
  await call(`${base}/merchants/${merchant}/invoices/${id}/cancel`, z.unknown(), { method: 'PUT' })
}

/** Asks the customer of an invoice by link to allow direct ones from now on. */
export function askConsent(invoice: string): Promise<Consent> {
  const body = { invoiceId: invoice }
  return call(`${base}/directinvoiceconsents`, consentAnswer, { method: 'POST', body })
}

/** The phone numbers whose owners allowed direct invoices of an issuer. */
export function consentsList(issuer: string) {
  return infiniteQueryOptions({
    queryKey: ['invoice-consents', issuer],
    queryFn: ({ pageParam, signal }) =>
      call(`${base}/directinvoiceconsents`, consentsAnswer, {
        query: {
          invoiceIssuerId: issuer,
          state: 'granted',
          ...(pageParam === null ? {} : { pagingState: pageParam }),
        },
        signal,
      }),
    initialPageParam: nothing,
    getNextPageParam: ({ next }) => next,
  })
}

const nothing: string | null = null

/** How MobilePay proves itself to the merchant's system. */
export type CallbackAuth =
  | { readonly scheme: 'basic'; readonly userName: string; readonly password: string }
  | { readonly scheme: 'apikey'; readonly key: string }

/** Sets where invoices' news are sent, and with which credentials; they cannot be read again. */
export async function setInvoiceCallbacks(
  merchant: string,
  callbackUrl: string,
  auth: CallbackAuth,
): Promise<void> {
  const body =
    auth.scheme === 'basic'
      ? { username: auth.userName, password: auth.password, callbackUrl }
      : { apiKey: auth.key, callbackUrl }
  const path = `${base}/merchants/${merchant}/auth/${auth.scheme}`
  await call(path, z.unknown(), { method: 'PUT', body })
}

/** How far an invoice is; null for a state MobilePay added after this was written. */
export function readInvoiceStatus(merchant: string, id: string): Promise<InvoiceStatus | null> {
  return call(`${base}/merchants/${merchant}/invoices/${id}/status`, invoiceStatusAnswer)
}
