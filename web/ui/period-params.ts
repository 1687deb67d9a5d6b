import * as z from 'zod/mini'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'

import { type Period, type PresetId, presetsOf } from './periods.ts'

/** A day in a list's address. */
export const dayParam = z.pipe(
  z.optional(z.string()),
  z.transform((text, context): CalendarDay | null => {
    if (text === undefined || isCalendarDay(text)) return text ?? null
    context.issues.push({ code: 'custom', input: text, message: 'not a day' })
    return z.NEVER
  }),
)

/** A payment point in a list's address. */
export const pointParam = z.prefault(z.nullable(z.guid()), null)

/** The period of an address; half a period, or one backwards, means the `usual` one. */
export function periodOf(
  { from, to }: { readonly from: CalendarDay | null; readonly to: CalendarDay | null },
  today: CalendarDay,
  usual: PresetId = 'days30',
): Period {
  if (from !== null && to !== null && from <= to) return { from, to }
  const preset = presetsOf(today).find(({ id }) => id === usual)
  return preset ? { from: preset.from, to: preset.to } : { from: today, to: today }
}
