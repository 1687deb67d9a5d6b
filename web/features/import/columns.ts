import type { Field } from './kind.ts'

/** Which column holds which field; a field that no column holds is missing. */
export type Columns = Readonly<Record<string, number>>

/** Finds columns by their headers: as they were chosen before, or by what they are called. */
export function guessColumns(
  fields: readonly Field[],
  header: readonly string[],
  remembered: Readonly<Record<string, string>>,
): Columns {
  const taken = new Set<number>()
  const columns: Record<string, number> = {}
  const take = (field: Field, isIt: (name: string) => boolean) => {
    const column = header.findIndex((name, index) => !taken.has(index) && isIt(name))
    if (column === -1 || columns[field.id] !== undefined) return
    columns[field.id] = column
    taken.add(column)
  }
  for (const field of fields) {
    const name = remembered[field.id]
    if (name !== undefined) take(field, (one) => one === name)
  }
  // What is needed comes first, where two fields would like the same column.
  for (const field of fields.toSorted(
    (one, two) => Number(two.isRequired) - Number(one.isRequired),
  ))
    take(field, (name) => field.headers.test(name))
  return columns
}
