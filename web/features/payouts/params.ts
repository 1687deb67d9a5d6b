import * as z from 'zod/mini'

import { transactionTypes } from '#shared/mobilepay/reporting.ts'

import { dayParam, pointParam } from '../../ui/period-params.ts'

/** A native table of 500 rows is quick; longer lists are for a shorter period. */
export const mostPages = 5

/** The list's state in its address. */
export const payoutParams = z.object({
  from: dayParam,
  to: dayParam,
  point: pointParam,
  /** A whole bank reference: MobilePay looks for nothing less. */
  ref: z.prefault(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
  /** How many pages of a hundred are open. */
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
})

/** The state of the list in a payout. */
export const payoutRowsParams = z.object({
  type: z.prefault(z.nullable(z.enum(transactionTypes)), null),
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
  /** The row whose details are open. */
  row: z.prefault(z.nullable(z.string().check(z.regex(/^[a-z0-9-]{1,16}$/))), null),
})
