import * as z from 'zod/mini'

/** The list's state in its address. */
export const waitingParams = z.object({
  point: z.prefault(z.nullable(z.guid()), null),
  /** Part of a reference, looked for in the loaded rows. */
  q: z.prefault(z.nullable(z.string().check(z.maxLength(64))), null),
})

/** What is open over a payment. */
export const paymentParams = z.object({
  act: z.prefault(z.nullable(z.enum(['capture', 'cancel'])), null),
})

/** Which payment points are shown. */
export const pointsParams = z.object({
  /** As MobilePay writes it. */
  product: z.prefault(z.nullable(z.string().check(z.maxLength(64))), null),
})
