import { useSearchParams } from 'react-router'
import * as z from 'zod/mini'

/**
 * A schema of a list's address: each field takes the text of its parameter, or undefined where it is
 * missing or makes no sense, for which it must have an answer.
 */
type ParamsSchema = z.ZodMiniObject<Record<string, z.ZodMiniType>>

/** Reads a list's state from its address; a parameter that makes no sense counts as missing. */
export function readParams<S extends ParamsSchema>(
  schema: S,
  search: URLSearchParams,
): z.output<S> {
  const sensible = Object.entries(schema.shape).flatMap(([name, field]) => {
    const text = search.get(name)
    return text !== null && z.safeParse(field, text).success ? [[name, text]] : []
  })
  return z.parse(schema, Object.fromEntries(sensible))
}

type Changes = Readonly<Record<string, string | null | undefined>>

/** The address with some parameters changed; null removes one. All others stay. */
export function changeParams(search: URLSearchParams, changes: Changes): URLSearchParams {
  const changed = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name)
    else if (value !== undefined) changed.set(name, value)
  }
  return changed
}

/** A list's state, kept in its address alone. */
export function useListParams<S extends ParamsSchema>(schema: S) {
  const [search, setSearch] = useSearchParams()
  type Own = { readonly [name in keyof S['shape'] & string]?: string | null }
  return {
    params: readParams(schema, search),
    change: (changes: Own) =>
      setSearch(changeParams(search, changes), { replace: true, preventScrollReset: true }),
    hrefOf: (changes: Own) => ({ search: `?${changeParams(search, changes).toString()}` }),
  }
}
