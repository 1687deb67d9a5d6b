/** A form body of these pairs, in their order and with duplicates. */
export function encodeForm(pairs: readonly (readonly [string, string])[]): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of pairs) form.append(name, value)
  return form
}
