const hidden = '********'

/**
 * The JSON text of `bytes` with the values of the named members hidden, at any depth. Where such a
 * value is itself an object or a list, everything in it is hidden; null stays, as there is nothing
 * to hide. Names are compared without case, `_` and `-`, because MobilePay's spelling varies.
 *
 * Null where the bytes are not JSON in UTF-8.
 */
export function maskJson(bytes: Buffer, names: readonly string[]): Buffer | null {
  const masked = new Set(names.map(fold))
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const replacer = (name: string, member: unknown) =>
      masked.has(fold(name)) ? hide(member) : member
    return Buffer.from(JSON.stringify(value, replacer))
  } catch {
    // Bytes that are no text, text that is no JSON, nesting too deep to walk. The error quotes what
    // it found, so it must not get into a log.
    return null
  }
}

function hide(value: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.map(hide)
  if (typeof value !== 'object') return hidden
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hide(member)]))
}

function fold(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}
