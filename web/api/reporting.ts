import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import {
  type Page,
  type PaymentPoint,
  paymentPointsPage,
  spanOf,
  type Transaction,
  type TransactionFilter,
  transactionsPage,
  transactionsQuery,
  type Transfer,
  transfersPage,
} from '#shared/mobilepay/reporting.ts'

import { call } from './client.ts'

const base = '/api/v3/reporting'

type Direction = 'asc' | 'desc'

async function readTransactions(
  filter: TransactionFilter,
  page: { number: number; size: number; direction: Direction },
  signal: AbortSignal,
): Promise<Page<Transaction>> {
  const { start, end } = spanOf(filter)
  const answer = await call(`${base}/transactions`, transactionsPage, {
    query: transactionsQuery(filter, page),
    signal,
  })
  return { ...answer, items: answer.items.filter(({ at }) => at >= start && at < end) }
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

const mostPages = 20

/** Every transaction of a filter, for sums. `complete` is false where 20 pages of 1000 did not do. */
export function wholeTransactions(filter: TransactionFilter) {
  return queryOptions({
    queryKey: ['transactions', filter, 'whole'],
    queryFn: async ({ signal }): Promise<{ items: Transaction[]; complete: boolean }> => {
      const items: Transaction[] = []
      let number: number | null = 1
      for (let read = 0; number !== null && read < mostPages; read += 1) {
        // One after the other, because only a page knows whether there is a next one.
        const page: Page<Transaction> = await readTransactions(
          filter,
          { number, size: 1000, direction: 'desc' },
          signal,
        )
        items.push(...page.items)
        number = page.nextPage
      }
      return { items, complete: number === null }
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
    queryKey: ['transfer', reference],
    queryFn: async ({ signal }): Promise<Transfer | null> => {
      const query = { reference, pagesize: '1', pagenumber: '1' }
      const { items } = await call(`${base}/transfers`, transfersPage, { query, signal })
      return items[0] ?? null
    },
    staleTime: 5 * 60_000,
  })
}
