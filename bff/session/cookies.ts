/**
 * Names of our cookies. `__Host-Http-` keeps scripts, subdomains and plain http from planting one
 * (draft-ietf-oauth-browser-based-apps 6.1.3.2; browsers without that prefix see `__Host-`).
 * The embedded session has a name of its own, because both jars can be visible at once.
 */
export const cookieNames = {
  session: '__Host-Http-mpc',
  idToken: '__Host-Http-mpc-id',
  framedSession: '__Host-Http-mpc-e',
  transactionPrefix: '__Host-Http-mpc-tx-',
  handlePrefix: '__Host-Http-mpc-h-',
} as const

type Placement = 'top' | 'framed'

/** Longest `Set-Cookie` that browsers keep whole. */
export const maximumCookieLength = 4096

/**
 * One `Set-Cookie` value. Never a Domain, never readable by scripts.
 *
 * @param maxAgeSeconds - 0 deletes the cookie; deleting needs the same attributes as setting.
 */
export function serializeCookie(
  name: string,
  value: string,
  maxAgeSeconds: number,
  placement: Placement = 'top',
): string {
  const sameSite = placement === 'top' ? 'Strict' : 'None; Partitioned'
  return `${name}=${value}; Max-Age=${Math.max(0, Math.floor(maxAgeSeconds))}; Path=/; HttpOnly; Secure; SameSite=${sameSite}`
}

/** The `Set-Cookie` value that deletes a cookie. */
export function deleteCookie(name: string, placement: Placement = 'top'): string {
  return serializeCookie(name, '', 0, placement)
}

/**
 * The value of one cookie of a `Cookie` header, or undefined.
 *
 * Written by hand because it runs on every request and needs one name only; our values are
 * base64url and `*`, so nothing is quoted or percent-encoded. RFC 6265 section 4.2.1.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  let start = 0
  while (start < header.length) {
    let end = header.indexOf(';', start)
    if (end === -1) end = header.length
    while (header[start] === ' ') start += 1
    if (header.startsWith(name, start) && header[start + name.length] === '=') {
      return header.slice(start + name.length + 1, end).trim()
    }
    start = end + 1
  }
  return undefined
}

/** Names in a `Cookie` header that start with `prefix`, in the order sent. */
export function cookieNamesWith(header: string | undefined, prefix: string): readonly string[] {
  if (header === undefined) return []
  return header
    .split(';')
    .map((pair) => pair.replace(/=.*$/s, '').trim())
    .filter((name) => name.startsWith(prefix))
}
