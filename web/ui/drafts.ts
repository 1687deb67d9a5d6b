import { createContext, use, useMemo, useState } from 'react'
import * as z from 'zod/mini'

/** The business that drafts belong to: what was typed for one never shows up for another. */
export const DraftOwnerContext = createContext('')

interface Draft<T> {
  /** What was in the form when it was last left; null: nothing, or nothing that fits any more. */
  readonly saved: T | null
  /** Keeps what is in the form now; call it with each change. */
  readonly save: (values: T) => void
  /** To be called once the form is sent, or given up. */
  readonly discard: () => void
}

const prefix = 'draft/'

// What a frame has where its storage is blocked; elsewhere it saves nothing but a read.
const memory = new Map<string, string>()

/**
 * Keeps the input of a form in this tab until it is sent: over a reload, a lost connection, and the
 * way to MobilePay and back. `name` is the form's, with the id of what it is about; `schema` judges
 * what is found, which may be of an older release.
 */
export function useDraft<T>(name: string, schema: z.ZodMiniType<T>): Draft<T> {
  const key = `${prefix}${use(DraftOwnerContext)}/${name}`
  // Of the first render: a form fills itself in once.
  const [saved] = useState(() => read(key, schema))
  return useMemo(
    () => ({
      saved,
      save: (values) => write(key, JSON.stringify(values)),
      discard: () => write(key, null),
    }),
    [key, saved],
  )
}

/** Drops every draft, of whatever business, when it is disconnected. */
export function forgetDrafts(): void {
  memory.clear()
  withStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
  })
}

function read<T>(key: string, schema: z.ZodMiniType<T>): T | null {
  const text = memory.get(key) ?? withStorage((storage) => storage.getItem(key)) ?? null
  if (text === null) return null
  try {
    const parsed = z.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function write(key: string, text: string | null): void {
  if (text === null) memory.delete(key)
  else memory.set(key, text)
  withStorage((storage) => {
    if (text === null) storage.removeItem(key)
    else storage.setItem(key, text)
  })
}

/** Undefined where the browser allows no storage, or has no room left. */
function withStorage<T>(act: (storage: typeof sessionStorage) => T): T | undefined {
  try {
    return act(sessionStorage)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
