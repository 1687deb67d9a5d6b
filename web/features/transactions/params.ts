import * as z from 'zod/mini'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'

import { type Period, presetsOf } from '../../ui/periods.ts'

/** A native table of 500 rows is quick; longer lists are for a shorter period. */
export const mostPages = 5

const day = z.pipe(
  z.optional(z.string()),
  z.transform((text, context): CalendarDay | null => {
    if (text === undefined || isCalendarDay(text)) return text ?? null
    context.issues.push({ code: 'custom', input: text, message: 'not a day' })
    return z.NEVER
  }),
)

/** The list's state in its address. */
export const transactionParams = z.object({
  from: day,
  to: day,
  point: z.prefault(z.nullable(z.guid()), null),
  sort: z.prefault(z.enum(['asc', 'desc']), 'desc'),
  /** How many pages of a hundred are open. */
  page: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostPages)), 1),
  /** The row whose details are open. */
  row: z.prefault(z.nullable(z.string().check(z.regex(/^[a-z0-9-]{1,16}$/))), null),
})

/** The period of the address; half a period, or one backwards, means the usual last 30 days. */
export function periodOf(
  { from, to }: { from: CalendarDay | null; to: CalendarDay | null },
  today: CalendarDay,
): Period {
  if (from !== null && to !== null && from <= to) return { from, to }
  return presetsOf(today).find(({ id }) => id === 'days30') ?? { from: today, to: today }
}
