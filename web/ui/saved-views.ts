import * as z from 'zod/mini'

import type { CalendarDay } from '#shared/dates.ts'

import { type Period, type PresetId, presetsOf } from './periods.ts'
import { recall, remember } from './storage.ts'

/** A list's address under a name, kept in this browser. */
export interface SavedView {
  readonly name: string
  /** The address's parameters without the period where that is a preset. */
  readonly search: string
  /** A period that moves along with the days. */
  readonly preset: string | null
}

/** So many of each list. */
export const mostViews = 10

const viewsSchema = z.array(
  z.object({ name: z.string(), search: z.string(), preset: z.nullable(z.string()) }),
)

// What one look at a list leaves behind, and another should not start with.
const passing = ['row', 'page', 'locale']

/** The views of `list` that this browser keeps; none where they cannot be read. */
export function recallViews(list: string): readonly SavedView[] {
  const parsed = z.safeParse(viewsSchema, json(recall(`views.${list}`)))
  return parsed.success ? parsed.data.slice(0, mostViews) : []
}

export function rememberViews(list: string, views: readonly SavedView[]): void {
  remember(`views.${list}`, views.length === 0 ? null : JSON.stringify(views.slice(0, mostViews)))
}

/** Makes a view of an address. "Last month" stays that, where the days happen to be those. */
export function viewOf(
  name: string,
  search: URLSearchParams,
  period: Period,
  today: CalendarDay,
): SavedView {
  const kept = new URLSearchParams(search)
  for (const param of passing) kept.delete(param)
  const preset = presetsOf(today).find(({ from, to }) => from === period.from && to === period.to)
  if (preset) for (const param of ['from', 'to']) kept.delete(param)
  return { name, search: kept.toString(), preset: preset?.id ?? null }
}

/** The address that a view stands for today. `usual` is the list's period without any. */
export function searchOf(view: SavedView, today: CalendarDay, usual: PresetId): string {
  const search = new URLSearchParams(view.search)
  const preset = presetsOf(today).find(({ id }) => id === view.preset)
  if (preset && preset.id !== usual) {
    search.set('from', preset.from)
    search.set('to', preset.to)
  }
  return search.size === 0 ? '' : `?${search.toString()}`
}

function json(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
