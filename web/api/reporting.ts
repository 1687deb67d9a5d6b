import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'

import {
  type Page,
  type PageRequest,
  type PaymentPoint,
  paymentPointsPage,
  spanOf,
  type Transaction,
  type TransactionFilter,
  transactionsPage,
  transactionsQuery,
  type Transfer,
  transferAnswer,
  type TransferFilter,
  transfersPage,
  transfersQuery,
  transferTransactionsQuery,
} from '#shared/mobilepay/reporting.ts'

import { call } from './client.ts'
import { ApiError } from './errors.ts'

const base = '/api/v3/reporting'

type Direction = PageRequest['direction']

/** One page of the transactions of a filter. */
export async function readTransactions(
  filter: TransactionFilter,
  page: PageRequest,
  signal: AbortSignal,
): Promise<Page<Transaction>> {
  const { start, end } = spanOf(filter)
  const answer = await call(`${base}/transactions`, transactionsPage, {
    query: transactionsQuery(filter, page),
    signal,
  })
  return { ...answer, items: answer.items.filter(({ at }) => at >= start && at < end) }
}

/** One page of the transactions in a payout. */
export function readPaidOut(
  transferId: string,
  page: PageRequest,
  signal: AbortSignal,
): Promise<Page<Transaction>> {
  const query = transferTransactionsQuery(transferId, page)
  return call(`${base}/transactions`, transactionsPage, { query, signal })
}

/** One page of the payouts of a filter. */
export async function readTransfers(
  filter: TransferFilter,
  page: PageRequest,
  signal: AbortSignal,
): Promise<Page<Transfer>> {
  const { from, to, reference } = filter
  const query = transfersQuery(filter, page)
  const answer = await call(`${base}/transfers`, transfersPage, { query, signal })
  // Whether a day is one of ours or of UTC, MobilePay does not say.
  const isAsked = ({ day }: Transfer) => reference !== null || (day >= from && day <= to)
  return { ...answer, items: answer.items.filter(isAsked) }
}

/** Transactions of a filter, a hundred at a time. */
export function transactionsList(filter: TransactionFilter, direction: Direction) {
  return infiniteQueryOptions({
    queryKey: ['transactions', filter, direction],
    queryFn: ({ pageParam, signal }) =>
      readTransactions(filter, { number: pageParam, size: 100, direction }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ nextPage }) => nextPage,
  })
}

/** Payouts of a filter, a hundred at a time, the newest first. */
export function transfersList(filter: TransferFilter) {
  return infiniteQueryOptions({
    queryKey: ['transfers', filter],
    queryFn: ({ pageParam, signal }) =>
      readTransfers(filter, { number: pageParam, size: 100, direction: 'desc' }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ nextPage }) => nextPage,
  })
}

/** All of a list, or the first 20 pages of a thousand of it: then `complete` is false. */
export interface Whole<T> {
  readonly items: readonly T[]
  readonly complete: boolean
}

const mostPages = 20

async function readWhole<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<Whole<T>> {
  const items: T[] = []
  let number: number | null = 1
  for (let count = 0; number !== null && count < mostPages; count += 1) {
    // One after the other, because only a page knows whether there is a next one.
    const page: Page<T> = await read({ number, size: 1000, direction: 'desc' })
    items.push(...page.items)
    number = page.nextPage
  }
  return { items, complete: number === null }
}

/** Every transaction of a filter, for sums and for looking through. */
export function wholeTransactions(filter: TransactionFilter) {
  return queryOptions({
    queryKey: ['transactions', filter, 'whole'],
    queryFn: ({ signal }) => readWhole((page) => readTransactions(filter, page, signal)),
  })
}

/** Every transaction in a payout, for its sums. */
export function wholePaidOut(transferId: string) {
  return queryOptions({
    queryKey: ['transactions', 'paid-out', transferId],
    queryFn: ({ signal }) => readWhole((page) => readPaidOut(transferId, page, signal)),
  })
}

/** Every payout of a filter, for sums. */
export function wholeTransfers(filter: TransferFilter) {
  return queryOptions({
    queryKey: ['transfers', filter, 'whole'],
    queryFn: ({ signal }) => readWhole((page) => readTransfers(filter, page, signal)),
  })
}

/** The newest payouts, of all days. */
export function latestTransfers(paymentPointId: string | null) {
  return queryOptions({
    queryKey: ['transfers', 'latest', paymentPointId],
    queryFn: async ({ signal }): Promise<readonly Transfer[]> => {
      const query = {
        pagesize: '5',
        pagenumber: '1',
        sortdirection: 'desc',
        ...(paymentPointId === null ? {} : { paymentpointid: paymentPointId }),
      }
      return (await call(`${base}/transfers`, transfersPage, { query, signal })).items
    },
  })
}

/** One payout; null where MobilePay knows none by this id. */
export function transferQuery(id: string) {
  return queryOptions({
    queryKey: ['transfers', 'one', id],
    queryFn: async ({ signal }): Promise<Transfer | null> => {
      try {
        return await call(`${base}/transfers/${id}`, transferAnswer, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
  })
}

/** Payment points, up to a thousand. */
export const paymentPointsQuery = queryOptions({
  queryKey: ['payment-points'],
  queryFn: async ({ signal }): Promise<readonly PaymentPoint[]> => {
    const query = { pagesize: '1000', pagenumber: '1' }
    return (await call(`${base}/paymentpoints`, paymentPointsPage, { query, signal })).items
  },
  staleTime: 5 * 60_000,
})

/** The payout with a bank reference; null where MobilePay knows none. */
export function transferByReference(reference: string) {
  return queryOptions({
    queryKey: ['transfers', 'by-reference', reference],
    queryFn: async ({ signal }): Promise<Transfer | null> => {
      const query = { reference, pagesize: '1', pagenumber: '1' }
      const { items } = await call(`${base}/transfers`, transfersPage, { query, signal })
      return items[0] ?? null
    },
    staleTime: 5 * 60_000,
  })
}

/** Reads all money again: transactions and payouts. */
export async function rereadMoney(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['transactions'] }),
    client.invalidateQueries({ queryKey: ['transfers'] }),
  ])
}
