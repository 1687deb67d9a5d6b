import type { IncomingMessage } from 'node:http'
import { type BlockList, isIP } from 'node:net'

/**
 * The address of the client as far as it can be believed: the peer's own, or, while the hop that
 * tells us is a trusted proxy, the one before it in `X-Forwarded-For`, read from the right.
 * Anything that an untrusted peer claims is ignored (RFC 9700 section 4.13).
 */
export function clientAddress(incoming: IncomingMessage, trusted: BlockList): string {
  let address = plain(incoming.socket.remoteAddress ?? '')
  const forwarded = incoming.headers['x-forwarded-for']
  const claimed = typeof forwarded === 'string' ? forwarded.split(',') : []
  while (claimed.length > 0 && isTrusted(address, trusted)) {
    const before = plain(withoutPort(claimed.pop()?.trim() ?? ''))
    if (isIP(before) === 0) break
    address = before
  }
  return address
}

/**
 * What counts as one client: an address, or an IPv6 network of /64, which is one household. One of
 * /48 is what a provider gives to a company, and what an attacker gets for little.
 */
export function clientKey(address: string, prefix: 48 | 64 = 64): string {
  if (isIP(address) !== 6) return address
  const plainest = oneSpelling(address)
  const [head = '', tail = ''] = plainest.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = plainest.includes('::') ? 8 - left.length - right.length : 0
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, prefix / 16).join(':')
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Some proxies tell the port too: `192.0.2.1:1234`, `[2001:db8::1]:1234`, `[2001:db8::1]`. */
function withoutPort(entry: string): string {
  return (
    /^(\d[\d.]*):\d{1,5}$/.exec(entry)?.[1] ?? /^\[(.*)\](?::\d{1,5})?$/.exec(entry)?.[1] ?? entry
  )
}

/** An IPv4 address without its IPv6 clothes (RFC 4291 section 2.5.5.2), however they are written. */
function plain(address: string): string {
  if (isIP(address) !== 6) return address
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(oneSpelling(address)) ?? []
  if (high === undefined || low === undefined) return address
  const bytes = Buffer.from(high.padStart(4, '0') + low.padStart(4, '0'), 'hex')
  return bytes.join('.')
}

/** The shortest spelling of an IPv6 address; one with a zone stays as it is. */
function oneSpelling(address: string): string {
  return URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address
}
