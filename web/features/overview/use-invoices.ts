import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { addDays, type CalendarDay, dayAt } from '#shared/dates.ts'

import { invoiceQuery, invoicingQuery } from '../../api/invoices.ts'
import { anyRecentInvoiceQuery, recentInvoicesQuery } from '../../api/recent-invoices.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { type Matter, nothing } from './matter.ts'

export interface ExpiringInvoices {
  readonly count: number
  readonly first: CalendarDay
}

/** MobilePay docs, invoice: an unpaid one expires 30 days after it was due. */
const daysAfterDue = 30
const soonDays = 7
/** So many of this browser's are looked at. */
const mostInvoices = 20

/**
 * Unpaid invoices that expire within a week, of those sent from this browser: MobilePay lists none,
 * so nobody is asked anything where none was sent.
 */
export function useInvoices(): Matter<ExpiringInvoices> {
  const { session } = useConnection()
  const { zone } = useFormat()
  const [now] = useState(Date.now)
  const isGranted = session.scopes.includes('invoice')
  const any = useQuery({ ...anyRecentInvoiceQuery, enabled: isGranted })
  const invoicing = useQuery({ ...invoicingQuery, enabled: isGranted && any.data === true })
  const merchant = invoicing.data?.merchant ?? ''
  const recents = useQuery({ ...recentInvoicesQuery(merchant), enabled: merchant !== '' })
  const invoices = useQueries({
    queries: (recents.data ?? [])
      .slice(0, mostInvoices)
      .map(({ id }) => invoiceQuery(merchant, id)),
  })
  if (!isGranted || any.data === false) return nothing
  if (invoicing.error) {
    return { state: 'failed', problem: invoicing.error, retry: () => void invoicing.refetch() }
  }
  if (recents.data === undefined || invoices.some(({ isPending }) => isPending)) {
    return { state: 'loading' }
  }
  // One that is gone is no more to be done about; a link that expired is deleted.
  const failed = invoices.find(({ error }) => error !== null && error.status !== 404)
  if (failed?.error) {
    return { state: 'failed', problem: failed.error, retry: () => void failed.refetch() }
  }
  const today = dayAt(now, zone)
  const ends = invoices
    .flatMap(({ data }) =>
      data?.dueDay && (data.status === 'created' || data.status === 'accepted')
        ? [addDays(data.dueDay, daysAfterDue)]
        : [],
    )
    .filter((day) => day >= today && day <= addDays(today, soonDays))
    .toSorted()
  const [first] = ends
  return first ? { state: 'something', what: { count: ends.length, first } } : nothing
}
