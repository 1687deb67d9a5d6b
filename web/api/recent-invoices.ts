import { queryOptions } from '@tanstack/react-query'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

import type { CalendarDay } from '#shared/dates.ts'
import type { Money } from '#shared/money.ts'

/**
 * An invoice that was sent from this browser. MobilePay lists none, so this is all the console has to
 * find them by. No names and no phone numbers: it is kept in clear.
 */
export interface RecentInvoice {
  readonly id: string
  /** The merchant's id in the Invoice API. */
  readonly merchant: string
  readonly kind: 'direct' | 'link'
  /** Invoice number or payment reference. */
  readonly reference: string | null
  readonly total: Money
  /** Not kept by the first releases. */
  readonly dueDay?: CalendarDay
  readonly createdAt: number
  /** The customer's link, which MobilePay gives only once. */
  readonly href: string | null
}

interface Schema extends DBSchema {
  invoices: { key: string; value: RecentInvoice; indexes: { merchant: string } }
}

// For as long as the page is open, where the browser keeps nothing.
const memory = new Map<string, RecentInvoice>()

let opening: Promise<IDBPDatabase<Schema> | null> | undefined

async function open(): Promise<IDBPDatabase<Schema> | null> {
  try {
    return await openDB<Schema>('mpc-recent-invoices', 1, {
      upgrade: (database) => {
        database
          .createObjectStore('invoices', { keyPath: 'id' })
          .createIndex('merchant', 'merchant')
      },
    })
  } catch (error) {
    if (error instanceof DOMException || error instanceof ReferenceError) return null
    throw error
  }
}

/** Adds invoices that MobilePay took. Never fails: they are sent, whether or not they can be kept. */
export async function rememberInvoices(invoices: readonly RecentInvoice[]): Promise<void> {
  for (const invoice of invoices) memory.set(invoice.id, invoice)
  try {
    const database = await (opening ??= open())
    if (!database) return
    const change = database.transaction('invoices', 'readwrite')
    for (const invoice of invoices) void change.store.put(invoice)
    await change.done
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

async function readInvoices(merchant: string): Promise<readonly RecentInvoice[]> {
  const database = await (opening ??= open())
  const all = database
    ? await database.getAllFromIndex('invoices', 'merchant', merchant)
    : [...memory.values()].filter((invoice) => invoice.merchant === merchant)
  return all.toSorted((one, other) => other.createdAt - one.createdAt)
}

/** The invoices that a merchant sent from this browser, the newest first. */
export function recentInvoicesQuery(merchant: string) {
  return queryOptions({
    queryKey: ['invoices', 'recent', merchant],
    queryFn: () => readInvoices(merchant),
    // They are in this browser: there is no network to wait for.
    networkMode: 'always',
    staleTime: 0,
  })
}

/** Whether any invoice was sent from this browser, of whichever merchant. */
export const anyRecentInvoiceQuery = queryOptions({
  queryKey: ['invoices', 'recent'],
  queryFn: async (): Promise<boolean> => {
    const database = await (opening ??= open())
    return (database ? await database.count('invoices') : memory.size) > 0
  },
  networkMode: 'always',
  staleTime: 0,
})
