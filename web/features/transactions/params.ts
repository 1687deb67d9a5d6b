import * as z from 'zod/mini'

import { type Transaction, transactionTypes } from '#shared/mobilepay/reporting.ts'

import { dayParam, pointParam } from '../../ui/period-params.ts'

/** A native table of 500 rows is quick; longer lists are for a shorter period. */
export const mostPages = 5

const minorParam = z.prefault(
  z.nullable(z.pipe(z.string().check(z.regex(/^\d{1,12}$/)), z.transform(Number))),
  null,
)

/** The list's state in its address. */
export const transactionParams = z.object({
  from: dayParam,
  to: dayParam,
  point: pointParam,
  type: z.prefault(z.nullable(z.enum(transactionTypes)), null),
  /** Whether it has been paid out. */
  payout: z.prefault(z.nullable(z.enum(['done', 'open'])), null),
  /** Øre or cents, without regard to the sign. */
  min: minorParam,
  max: minorParam,
  /** Part of any text of the transaction. */
  q: z.prefault(z.nullable(z.string().check(z.maxLength(64))), null),
  sort: z.prefault(z.enum(['asc', 'desc']), 'desc'),
  /** How many pages of a hundred are open. */
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
  /** The row whose details are open. */
  row: z.prefault(z.nullable(z.string().check(z.regex(/^[a-z0-9-]{1,16}$/))), null),
})

export type TransactionParams = z.output<typeof transactionParams>

/** What MobilePay cannot look for, so that the console looks through everything of the period. */
export type Narrowing = Pick<TransactionParams, 'type' | 'payout' | 'min' | 'max' | 'q'>

export function isNarrowed({ type, payout, min, max, q }: Narrowing): boolean {
  return type !== null || payout !== null || min !== null || max !== null || q !== null
}

const searched = [
  'reference',
  'message',
  'paymentId',
  'refundId',
  'transferReference',
  'agreementExternalId',
  'agreementId',
  'paymentLabel',
  'userName',
  'userPhoneNumber',
  'loyaltyId',
  'myShopNumber',
  'posName',
] as const satisfies readonly (keyof Transaction)[]

/** Whether a transaction is one of those that are looked for. */
export function wantedBy({ type, payout, min, max, q }: Narrowing): (one: Transaction) => boolean {
  const text = q?.trim().toLocaleLowerCase() ?? ''
  return (one) => {
    const size = Math.abs(one.amount.minor)
    const isOpen = one.type !== 'Transfer' && one.transferReference === null
    return (
      (type === null || one.type === type) &&
      (payout === null || (payout === 'open' ? isOpen : one.transferReference !== null)) &&
      (min === null || size >= min) &&
      (max === null || size <= max) &&
      (text === '' ||
        searched.some((field) => one[field]?.toLocaleLowerCase().includes(text) ?? false))
    )
  }
}
