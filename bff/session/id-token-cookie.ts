import * as z from 'zod/mini'

import {
  cookieNames,
  deleteCookie,
  maximumCookieLength,
  readCookie,
  serializeCookie,
} from './cookies.ts'
import type { Seals } from './seal.ts'

const schema = z.object({ idToken: z.string() })

/**
 * The `Set-Cookie` value that keeps the login's ID token for logout (`id_token_hint`), the only
 * thing it is of use for. It has a cookie of its own so that the session's stays small, and none
 * where it is too large (decision 5).
 *
 * @param expiresAt - seconds since the epoch.
 */
export async function storeIdToken(
  seals: Seals,
  idToken: string,
  expiresAt: number,
  now: number,
): Promise<string> {
  const sealed = await seals.seal('id-token', { idToken }, expiresAt)
  const cookie = serializeCookie(cookieNames.idToken, sealed, expiresAt - now)
  return cookie.length <= maximumCookieLength ? cookie : deleteCookie(cookieNames.idToken)
}

/** The ID token of the login in this browser, or undefined. */
export async function readIdToken(seals: Seals, cookieHeader: string | undefined) {
  const value = readCookie(cookieHeader, cookieNames.idToken)
  if (value === undefined) return undefined
  const opened = await seals.open('id-token', value)
  if (opened.kind === 'refused') return undefined
  const parsed = schema.safeParse(opened.data)
  return parsed.success ? parsed.data.idToken : undefined
}
