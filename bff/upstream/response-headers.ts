import { headerOf, type Reply } from './reply.ts'
import { hopNames } from './request-headers.ts'

// Nothing that names MobilePay's addresses, sets a cookie, or belongs to the hop.
const passed: readonly (readonly [name: string, label: string])[] = [
  ['content-type', 'Content-Type'],
  ['content-encoding', 'Content-Encoding'],
  ['content-language', 'Content-Language'],
  ['content-disposition', 'Content-Disposition'],
  ['retry-after', 'Retry-After'],
  ['correlationid', 'CorrelationId'],
]

// These describe the bytes as MobilePay sent them, so they go only with those bytes.
const validators: readonly (readonly [name: string, label: string])[] = [
  ['etag', 'ETag'],
  ['last-modified', 'Last-Modified'],
]

const withValidators = [...passed, ...validators]

const always: readonly string[] = [
  'Cache-Control',
  'no-store',
  'X-Content-Type-Options',
  'nosniff',
  'Cross-Origin-Resource-Policy',
  'same-origin',
]

/**
 * Picks the headers of an answer that the browser may see, as a flat list of names and values, and
 * adds those that every answer has. `altered` says that the body is not the one that MobilePay
 * sent. The length is not among them.
 */
export function buildResponseHeaders(reply: Reply, altered: boolean): string[] {
  const hop = hopNames(headerOf(reply, 'connection'))
  const headers = [...always]
  for (const [name, label] of altered ? passed : withValidators) {
    const value = headerOf(reply, name)
    if (value !== undefined && !hop.includes(name)) headers.push(label, value)
  }
  return headers
}
