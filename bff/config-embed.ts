import { vatPattern } from '#shared/api.ts'
import { isProduct, type Product, products } from '#shared/scopes.ts'

import { isLoopback } from './config-values.ts'

/** One integrator that may show the console in an iframe. */
export interface EmbedClient {
  /** Shown to the merchant, e.g. on the hand-over page. */
  readonly name: string
  /** Exact origins of its portals, for `frame-ancestors` and message checks. */
  readonly origins: readonly string[]
  /** What may be asked for and used there, whatever MobilePay grants (decision 2). */
  readonly scopes: readonly Product[]
  /** The only merchants that may connect there; null: any. */
  readonly vats: readonly string[] | null
}

/**
 * Reads `EMBED_CLIENTS`: a JSON object, or the path of a file that holds one.
 *
 * @throws Error with a sentence that goes on after the setting's name.
 */
export function readEmbedClients(
  value: string | undefined,
  readFile: (path: string) => string,
): ReadonlyMap<string, EmbedClient> {
  const clients = new Map<string, EmbedClient>()
  if (value === undefined) return clients
  const root: unknown = JSON.parse(value.startsWith('{') ? value : readFile(value))
  if (!isRecord(root)) throw new Error('must be a JSON object of clients')
  for (const [key, entry] of Object.entries(root)) {
    // `/embed/v1.js` is the script's versioned address, not a client (decision 34); the pattern
    // has no dot, so the two cannot meet.
    if (!/^[a-z0-9-]{1,64}$/.test(key))
      throw new Error(`has a client key that is not [a-z0-9-]: ${key}`)
    if (!isRecord(entry)) throw new Error(`${key} must be an object`)
    clients.set(key, readClient(key, entry))
  }
  return clients
}

function readClient(key: string, entry: Readonly<Record<string, unknown>>): EmbedClient {
  const unknown = Object.keys(entry).filter(
    (name) => !['name', 'origins', 'scopes', 'vats'].includes(name),
  )
  if (unknown.length > 0) throw new Error(`${key} has unknown members: ${unknown.join(', ')}`)
  const name = entry['name']
  if (typeof name !== 'string' || name.trim() === '' || name.length > 80) {
    throw new Error(`${key}.name must be a text of 1 to 80 characters`)
  }
  const origins = readStrings(`${key}.origins`, entry['origins'])
  if (origins.length === 0) throw new Error(`${key}.origins must name at least one origin`)
  for (const origin of origins) {
    const url = URL.parse(origin)
    // CSP host sources cannot hold IPv6 literals: such an entry would be dropped, and the frame
    // blocked (embedding.md 2.5).
    const usable = url !== null && url.origin === origin && !url.hostname.startsWith('[')
    if (
      !usable ||
      (url.protocol !== 'https:' && !isLoopback(url.hostname)) ||
      origin.includes('*')
    ) {
      throw new Error(`${key}.origins must hold exact https origins, not ${origin}`)
    }
  }
  const scopes =
    entry['scopes'] === undefined ? products : readStrings(`${key}.scopes`, entry['scopes'])
  const vats = entry['vats'] === undefined ? null : readStrings(`${key}.vats`, entry['vats'])
  const badVat = vats?.find((vat) => !vatPattern.test(vat))
  if (badVat !== undefined) throw new Error(`${key}.vats has ${badVat}, which is no VAT number`)
  const badScope = scopes.find((scope) => !isProduct(scope))
  if (badScope !== undefined) throw new Error(`${key}.scopes has ${badScope}, which is no product`)
  return { name: name.trim(), origins, scopes: scopes.filter(isProduct), vats }
}

function readStrings(what: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error(`${what} must be a list of texts`)
  const texts = value.filter((item: unknown) => typeof item === 'string')
  if (texts.length !== value.length) throw new Error(`${what} must be a list of texts`)
  return texts
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
