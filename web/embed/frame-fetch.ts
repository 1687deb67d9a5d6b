import { csrfHeader, frameHeaders } from '#shared/api.ts'

/** A call to our own origin. */
export type FrameFetch = (path: string, init?: RequestInit) => Promise<Response>

/**
 * Makes the way to the bff for a framed console: every call says who frames it. Where the browser
 * keeps no cookies the session is a seal that lives here, in memory, and nowhere else (decision 33).
 */
export function createFrameFetch(client: string, send: FrameFetch = fetch): FrameFetch {
  let session: string | null = null
  return async function frameFetch(path, init = {}) {
    const headers = new Headers(init.headers)
    headers.set(csrfHeader.name, csrfHeader.value)
    headers.set(frameHeaders.client, client)
    if (session !== null) headers.set(frameHeaders.session, session)
    const response = await send(path, { ...init, headers })
    session = response.headers.get(frameHeaders.session) ?? session
    if (path === '/auth/logout' && response.ok) session = null
    return response
  }
}
