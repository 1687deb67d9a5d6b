import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

// Names are as MobilePay's servers get them. Nothing else of the browser's goes on: no Cookie, no
// Authorization, no X-*, nothing about hops.
const passed: Readonly<Record<string, string>> = {
  accept: 'Accept',
  'accept-encoding': 'Accept-Encoding',
  'content-type': 'Content-Type',
  'idempotency-key': 'Idempotency-Key',
}

const passedNames = Object.keys(passed)

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

const traceparent = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/

const longestValue = 512

/** MobilePay's correlation id: the client's where it is a GUID, else the request id, else a new one. */
export function chooseCorrelationId(headers: IncomingHttpHeaders, requestId: string): string {
  const given = headers['correlationid']
  if (typeof given === 'string' && guid.test(given)) return given
  return guid.test(requestId) ? requestId : randomUUID()
}

/**
 * Picks the headers that go to MobilePay from those that the browser sent, as a flat list of names
 * and values. Whatever `Connection` names is of the browser's hop and stays behind (RFC 9110
 * section 7.6.1), as do values over 512 characters. `plain` asks for an answer without compression.
 */
export function buildForwardedHeaders(
  headers: IncomingHttpHeaders,
  correlationId: string,
  plain: boolean,
): string[] {
  const hop = hopNames(headers.connection)
  const forwarded = ['CorrelationId', correlationId]
  for (const name of passedNames) {
    const value = headers[name]
    const label = passed[name]
    if (typeof value !== 'string' || label === undefined || hop.includes(name)) continue
    if (value.length > longestValue || (plain && name === 'accept-encoding')) continue
    forwarded.push(label, value)
  }
  if (plain) forwarded.push('Accept-Encoding', 'identity')
  const trace = headers['traceparent']
  if (typeof trace === 'string' && traceparent.test(trace) && !hop.includes('traceparent')) {
    forwarded.push('traceparent', trace)
  }
  return forwarded
}

const noNames: readonly string[] = []

/** The header names, in lower case, that a `Connection` header declares as belonging to the hop. */
export function hopNames(connection: string | undefined): readonly string[] {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') {
    return noNames
  }
  return connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
}
