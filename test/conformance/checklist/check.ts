import { test } from 'vitest'

import { catalogue } from './catalogue.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Which items of the catalogue a test answers for. */
    items?: readonly string[]
  }
}

const known = new Set(catalogue.map(({ id }) => id))

/**
 * A test that answers for items of the catalogue: numbers of the checklist and modules of the OpenID
 * Foundation. An item passes when all of its tests do.
 */
export function check(
  items: readonly string[],
  name: string,
  run: () => Promise<void> | void,
  options: { readonly concurrent?: boolean } = {},
): void {
  const unknown = items.filter((item) => !known.has(item))
  if (unknown.length > 0) throw new Error(`not in the catalogue: ${unknown.join(', ')}`)
  test(`${name} (${items.join(', ')})`, { ...options, meta: { items } }, run)
}
