import * as z from 'zod/mini'

/**
 * Parses an answer whose members may be spelled `snake_case`, `PascalCase` or `camelCase`, where
 * MobilePay's docs, its OpenAPI documents and its APIs disagree: `schema` sees camelCase only.
 */
export function anyCase<T>(schema: z.ZodMiniType<T>) {
  return z.pipe(z.transform(camelCased), schema)
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      camelName(name),
      camelCased(member),
    ]),
  )
}

function camelName(name: string): string {
  const joined = name.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}
