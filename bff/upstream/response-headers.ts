import type { IncomingMessage } from 'node:http'

import { hopNames } from './request-headers.ts'

// Nothing that names MobilePay's addresses, sets a cookie, or belongs to the hop.
const passed: ReadonlyMap<string, string> = new Map([
  ['content-type', 'Content-Type'],
  ['content-encoding', 'Content-Encoding'],
  ['content-language', 'Content-Language'],
  ['content-disposition', 'Content-Disposition'],
  ['retry-after', 'Retry-After'],
  ['correlationid', 'CorrelationId'],
])

const always: readonly string[] = [
  'Cache-Control',
  'no-store',
  'X-Content-Type-Options',
  'nosniff',
  'Cross-Origin-Resource-Policy',
  'same-origin',
]

// These describe the bytes as MobilePay sent them, so they go only with those bytes.
const validators: ReadonlyMap<string, string> = new Map([
  ['etag', 'ETag'],
  ['last-modified', 'Last-Modified'],
])

/**
 * Picks the headers of an answer that the browser may see, as a flat list of names and values, and
 * adds those that every answer has. The first of several values counts. `altered` says that the
 * body is not the one that MobilePay sent. The length is not among them.
 */
export function buildResponseHeaders(response: IncomingMessage, altered: boolean): string[] {
  const { rawHeaders } = response
  const hop = hopNames(response.headers.connection)
  const headers = [...always]
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    const label = passed.get(name) ?? (altered ? undefined : validators.get(name))
    if (label === undefined || hop.includes(name) || headers.includes(label)) continue
    headers.push(label, rawHeaders[index + 1] ?? '')
  }
  return headers
}
