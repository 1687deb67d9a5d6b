import { useParams } from 'react-router'
import * as z from 'zod/mini'

import type { AgreementPlace } from '../../api/subscriptions.ts'

/** More rows than these make a slow page; the rest is found by status or id. */
export const mostPages = 10

/** The list's state in its address. */
export const agreementsParams = z.object({
  /** `Active` to MobilePay is `Accepted` in its answers. */
  status: z.prefault(
    z.nullable(z.enum(['Active', 'Pending', 'Rejected', 'Expired', 'Canceled'])),
    null,
  ),
  /** Part of an id, plan or text, looked for in the loaded rows. */
  q: z.prefault(z.nullable(z.string().check(z.maxLength(64))), null),
  /** How many pages of a hundred are open. */
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
})

export const tabs = ['charges', 'one-offs', 'details'] as const

/** Which part of an agreement is open, and what over it. */
export const agreementParams = z.object({
  tab: z.prefault(z.enum(tabs), 'charges'),
  act: z.prefault(z.nullable(z.enum(['charge', 'one-off', 'change'])), null),
})

/** What is open over a charge or one-off. */
export const paymentParams = z.object({
  act: z.prefault(z.nullable(z.enum(['lower', 'capture', 'cancel', 'refund', 'attachment'])), null),
})

const guid = z.guid()
const isGuid = (text: string | undefined): text is string => z.safeParse(guid, text).success

/** The address's ids in small letters; null where one is none. */
export function usePlace(): AgreementPlace | null {
  const { provider, id } = useParams()
  return isGuid(provider) && isGuid(id) ? { provider, agreement: id } : null
}

/** The same of a charge or one-off. */
export function usePaymentPlace() {
  const { pid } = useParams()
  const place = usePlace()
  return place !== null && isGuid(pid) ? { ...place, payment: pid } : null
}

/** Where an agreement's page is. */
export function agreementHref({ provider, agreement }: AgreementPlace): string {
  return `/subscriptions/${provider}/agreements/${agreement}`
}
