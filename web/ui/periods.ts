import { addDays, type CalendarDay, firstOfMonth, firstOfQuarter } from '#shared/dates.ts'

/** Days from and to, both included. */
export interface Period {
  readonly from: CalendarDay
  readonly to: CalendarDay
}

export type PresetId =
  | 'today'
  | 'days7'
  | 'days30'
  | 'days90'
  | 'thisMonth'
  | 'lastMonth'
  | 'thisQuarter'
  | 'lastQuarter'

/** The periods people ask for, counted back from today. */
export function presetsOf(today: CalendarDay): readonly (Period & { readonly id: PresetId })[] {
  const lastOfLastMonth = addDays(firstOfMonth(today), -1)
  const lastOfLastQuarter = addDays(firstOfQuarter(today), -1)
  return [
    { id: 'today', from: today, to: today },
    { id: 'days7', from: addDays(today, -6), to: today },
    { id: 'days30', from: addDays(today, -29), to: today },
    { id: 'days90', from: addDays(today, -89), to: today },
    { id: 'thisMonth', from: firstOfMonth(today), to: today },
    { id: 'lastMonth', from: firstOfMonth(lastOfLastMonth), to: lastOfLastMonth },
    { id: 'thisQuarter', from: firstOfQuarter(today), to: today },
    { id: 'lastQuarter', from: firstOfQuarter(lastOfLastQuarter), to: lastOfLastQuarter },
  ]
}
