import { BlockList, isIP } from 'node:net'

/** Whether `hostname` (as `URL` prints it) names this machine, where plain http is safe. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Whether `value` is an address of Redis, with a database number at most where a path would be. */
export function isRedisUrl(value: string): boolean {
  const url = URL.parse(value)
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '') return false
  // A percent sign that starts nothing would end the client with an error of its own.
  const isDecodable = !/%(?![\da-f]{2})/i.test(url.username + url.password)
  return isDecodable && /^\/?\d{0,4}$/.test(url.pathname)
}

/**
 * Reads `SESSION_KEYS`: `2:<base64url>,1:<base64url>`, ids strictly descending (decision 7), each
 * key 32 bytes or more, because the seal's own key derivation adds no work (security.md, iron-session).
 *
 * @throws Error with a sentence that goes on after the setting's name.
 */
export function readSessionKeys(value: string | undefined): ReadonlyMap<number, Uint8Array> {
  if (value === undefined) throw new Error('is missing: 1:<32 random bytes as base64url>')
  const keys = new Map<number, Uint8Array>()
  let previous = Number.POSITIVE_INFINITY
  for (const entry of value.split(',')) {
    const [, id, encoded] = /^\s*([1-9]\d{0,8}):([A-Za-z0-9_-]+)\s*$/.exec(entry) ?? []
    if (id === undefined || encoded === undefined) {
      throw new Error('must look like 2:<base64url>,1:<base64url>')
    }
    const key = Buffer.from(encoded, 'base64url')
    if (key.length < 32) throw new Error(`has a key (${id}) of fewer than 32 bytes`)
    if (Number(id) >= previous) throw new Error('must list its ids in strictly descending order')
    previous = Number(id)
    keys.set(previous, key)
  }
  return keys
}

/**
 * Reads `TRUST_PROXY`: addresses and CIDRs, separated by commas or spaces.
 *
 * @throws Error with a sentence that goes on after the setting's name.
 */
export function readTrustedProxies(value: string | undefined): readonly string[] {
  const entries = value?.split(/[\s,]+/).filter(Boolean) ?? []
  trustedPeers(entries)
  return entries
}

/**
 * The peers whose forwarding headers are believed, as a list that can be asked.
 *
 * @throws Error with a sentence that goes on after the setting's name.
 */
export function trustedPeers(entries: readonly string[]): BlockList {
  const peers = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix)
    const valid = isIP(address) !== 0 && Number.isInteger(bits) && bits >= 0 && prefix !== ''
    if (!valid || bits > (family === 'ipv6' ? 128 : 32)) {
      throw new Error(`has an entry that is neither an address nor a CIDR: ${entry}`)
    }
    peers.addSubnet(address, bits, family)
  }
  return peers
}

/**
 * Reads what OpenTelemetry's own variables say about traces: null where no collector is named, else
 * the part of all requests to trace, which is all of them where `ratio` says nothing.
 *
 * @throws Error with a sentence that goes on after the name of the collector's setting.
 */
export function readTraceRatio(
  endpoint: string | undefined,
  ratio: string | undefined,
): number | null {
  if (endpoint === undefined) return null
  // A collector stands beside the process and takes no secrets, so plain http will do.
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) throw new Error('must be a URL')
  const part = Number(ratio ?? 1)
  if (part >= 0 && part <= 1) return part
  throw new Error('stands beside an OTEL_TRACES_SAMPLER_ARG that is not from 0 to 1')
}
