import * as z from 'zod/mini'

import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import type { RecentInvoice } from '../../api/recent-invoices.ts'

/** So many are asked after at a time. */
export const pageSize = 25
export const mostPages = 20

/** The list's state in its address. */
export const recentParams = z.object({
  kind: z.prefault(z.nullable(z.enum(['direct', 'link'])), null),
  status: z.prefault(z.nullable(z.enum(['created', 'accepted', 'paid', 'over'])), null),
  text: z.prefault(z.string().check(z.maxLength(64)), ''),
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
})

export type RecentFilter = z.output<typeof recentParams>

/** Whether an invoice is wanted, as far as this browser knows it. */
export function isWanted(
  { kind, reference, id }: RecentInvoice,
  filter: Pick<RecentFilter, 'kind' | 'text'>,
): boolean {
  const text = filter.text.trim().toLowerCase()
  return (
    (filter.kind === null || kind === filter.kind) &&
    `${reference ?? ''} ${id}`.toLowerCase().includes(text)
  )
}

/** Whether an invoice of a status is wanted; one that MobilePay still checks counts as sent. */
export function isWantedStatus(
  status: InvoiceStatus | null,
  { status: wanted }: Pick<RecentFilter, 'status'>,
): boolean {
  if (wanted === null) return true
  const open = status === null || status === 'created' ? 'created' : status
  return wanted === 'over'
    ? open !== 'created' && open !== 'accepted' && open !== 'paid'
    : open === wanted
}
