declare const local: unique symbol

/** A path on our own origin that may be redirected to. */
export type LocalPath = string & { readonly [local]: true }

const reserved = ['/auth', '/api', '/embed']

/**
 * Checks a `return_to`: one leading slash, at most 2048 characters, no backslash and no control
 * characters (browsers read `/\` and `/<tab>/` like `//`, another host), resolving to our origin,
 * and not an address of the bff itself (decision 12).
 *
 * `new URL` alone must not replace this: it quietly drops tabs and turns backslashes around.
 */
export function isLocalPath(value: string, publicUrl: string): value is LocalPath {
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value) || value.length > 2048) return false
  const url = URL.parse(value, publicUrl)
  if (url === null || url.origin !== publicUrl) return false
  // Written out, since it waits in a cookie.
  if (url.href.length - url.origin.length > 2048) return false
  // The router decodes what it compares, so `/%61uth` is `/auth` to it.
  const path = url.pathname.replaceAll(/%([2-7][\da-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
  // `/.//other.example` is a path of ours, until somebody resolves the result once more.
  if (path.startsWith('//')) return false
  return !reserved.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))
}
