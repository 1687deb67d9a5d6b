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
  // `/.//other.example` is a path of ours, until somebody resolves the result once more.
  if (url.pathname.startsWith('//')) return false
  return !reserved.some(
    (prefix) => url.pathname === prefix || url.pathname.startsWith(`${prefix}/`),
  )
}
