import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'

import {
  type AppPayment,
  appPaymentAnswer,
  type AppPaymentPoint,
  appPaymentPointsPage,
  appPaymentsPage,
  type AppRefund,
  appRefundsPage,
  captureBody,
  createdPaymentAnswer,
  type MadeRefund,
  madeRefundAnswer,
  paymentBody,
  type PaymentRequest,
  refundBody,
  type RefundRequest,
} from '#shared/mobilepay/app-payments.ts'
import { type Page, transactionsPage } from '#shared/mobilepay/reporting.ts'
import type { Currency, Money } from '#shared/money.ts'

import { call } from './client.ts'
import { ApiError } from './errors.ts'

const base = '/api/v1'
const nothing = z.unknown()

/** Payments whose money is reserved, the newest first, a hundred at a time. */
export function waitingPayments(pointId: string | null) {
  return infiniteQueryOptions({
    queryKey: ['app-payments', 'waiting', pointId],
    queryFn: async ({ pageParam, signal }): Promise<Page<AppPayment>> => {
      const query = {
        stateFilter: 'reserved',
        pageNumber: String(pageParam),
        pageSize: '100',
        ...(pointId === null ? {} : { paymentPointId: pointId }),
      }
      const { items, nextPage } = await call(`${base}/payments`, appPaymentsPage, { query, signal })
      return { items: items.filter(({ state }) => state === 'reserved'), nextPage }
    },
    initialPageParam: 1,
    getNextPageParam: ({ nextPage }) => nextPage,
  })
}

/** Payments whose capture came to no clear end, where MobilePay lists them. */
export function unclearCaptures(pointId: string | null) {
  return queryOptions({
    queryKey: ['app-payments', 'unclear', pointId],
    queryFn: async ({ signal }): Promise<readonly AppPayment[]> => {
      const query = {
        stateFilter: 'captureStarted',
        ...(pointId === null ? {} : { paymentPointId: pointId }),
      }
      const { items } = await call(`${base}/payments`, appPaymentsPage, { query, signal })
      // What lists reserved ones only may do so whatever is asked for.
      return items.filter(({ state }) => state === 'captureStarted')
    },
  })
}

/** Whether the deprecated list is gone. */
export function isListGone({ code, status }: ApiError): boolean {
  return code === 'mobilepay_error' && (status === 404 || status === 410)
}

/** One payment, as it is now. */
export function readPayment(id: string, signal?: AbortSignal): Promise<AppPayment> {
  return call(`${base}/payments/${id}`, appPaymentAnswer, signal ? { signal } : {})
}

/** One payment. */
export function paymentQuery(id: string) {
  return queryOptions({
    queryKey: ['app-payments', 'one', id],
    queryFn: ({ signal }) => readPayment(id, signal),
  })
}

/** The refunds of a payment, the oldest first; null where MobilePay lists none any more. */
export function refundsQuery(id: string, currency: Currency) {
  return queryOptions({
    queryKey: ['app-payments', 'refunds', id],
    queryFn: async ({ signal }): Promise<readonly AppRefund[] | null> => {
      const query = { paymentId: id, pageNumber: '1', pageSize: '1000' }
      try {
        const { items } = await call(`${base}/refunds`, appRefundsPage(currency), { query, signal })
        // In case the filter is ignored.
        return (
          items
            .filter(({ paymentId }) => paymentId === id)
            // Newest first by default, also within a second.
            .toReversed()
            .toSorted((one, other) => one.createdAt - other.createdAt)
        )
      } catch (error) {
        if (error instanceof ApiError && isListGone(error)) return null
        throw error
      }
    },
  })
}

const nearMilliseconds = 10 * 60_000
const wireMoment = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

/**
 * What was captured of a payment, which App Payments does not tell: from the ledger, around the
 * moment of the capture. Null where the ledger does not show it (yet).
 */
export function capturedQuery({ id, updatedAt }: Pick<AppPayment, 'id' | 'updatedAt'>) {
  return queryOptions({
    queryKey: ['app-payments', 'captured', id],
    queryFn: async ({ signal }): Promise<Money | null> => {
      const query = {
        startdate: wireMoment(updatedAt - nearMilliseconds),
        enddate: wireMoment(updatedAt + nearMilliseconds),
        pagesize: '1000',
        pagenumber: '1',
        sortdirection: 'desc',
      }
      const { items } = await call('/api/v3/reporting/transactions', transactionsPage, {
        query,
        signal,
      })
      const line = items.find(({ type, paymentId }) => type === 'Payment' && paymentId === id)
      return line?.amount ?? null
    },
  })
}

/** The merchant's payment points of App Payments, up to a thousand. */
export const appPointsQuery = queryOptions({
  queryKey: ['app-payments', 'points'],
  queryFn: async ({ signal }): Promise<readonly AppPaymentPoint[]> => {
    const query = { pageNumber: '1', pageSize: '1000' }
    return (await call(`${base}/paymentpoints`, appPaymentPointsPage, { query, signal })).items
  },
  staleTime: 5 * 60_000,
})

/** Asks for a payment. The same key again gives the same payment. */
export function createPayment(request: PaymentRequest, key: string) {
  return call(`${base}/payments`, createdPaymentAnswer, {
    method: 'POST',
    body: paymentBody(request, key),
  })
}

/** Takes reserved money. Documented as repeatable: the same amount again takes nothing more. */
export function capturePayment(id: string, amount: Money): Promise<unknown> {
  return call(`${base}/payments/${id}/capture`, nothing, {
    method: 'POST',
    body: captureBody(amount),
  })
}

/** Gives reserved money free. */
export function cancelPayment(id: string): Promise<unknown> {
  return call(`${base}/payments/${id}/cancel`, nothing, { method: 'POST' })
}

/** Sends money back. The same key again gives the same refund. */
export function refundPayment(request: RefundRequest, key: string): Promise<MadeRefund> {
  const { currency } = request.amount
  return call(`${base}/refunds`, madeRefundAnswer(currency), {
    method: 'POST',
    body: refundBody(request, key),
  })
}

/** Reads everything of payments again, and the money that they moved. */
export async function rereadPayments(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['app-payments'] }),
    client.invalidateQueries({ queryKey: ['transactions'] }),
  ])
}
