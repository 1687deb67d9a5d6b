import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'

import { type ConnectedSession, logoutSchema, sessionSchema } from '#shared/api.ts'

import { call } from './client.ts'
import { type EndedCode, endedCodes } from './errors.ts'
import { announce } from './tabs.ts'

/**
 * What the console knows of the connection. `ended` keeps what was connected, so that a screen can
 * stay as it is, inputs included, and offer to connect the same business again.
 */
export type Connection =
  | { readonly state: 'none' }
  | { readonly state: 'connected'; readonly session: ConnectedSession }
  | { readonly state: 'ended'; readonly session: ConnectedSession; readonly reason: EndedCode }

const key = ['session'] as const

export const sessionQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ client, signal }): Promise<Connection> => {
    const answer = await call('/auth/session', sessionSchema, { signal })
    const before = client.getQueryData<Connection>(key)
    if (!answer.connected) {
      return before && before.state !== 'none'
        ? { state: 'ended', session: before.session, reason: reasonOf(before) }
        : { state: 'none' }
    }
    // A withdrawn consent leaves the session in place, so only a newer connection proves recovery.
    const same = before?.state === 'ended' && before.session.connectedAt === answer.connectedAt
    if (same && before.reason === 'consent_ended') return before
    return { state: 'connected', session: answer }
  },
  staleTime: 60_000,
})

function reasonOf(before: Connection): EndedCode {
  return before.state === 'ended' ? before.reason : 'session_expired'
}

/** Records that a call was refused because the connection is over; other errors change nothing. */
export function noteEnded(client: QueryClient, code: string): void {
  const reason = endedCodes.find((ended) => ended === code)
  const before = client.getQueryData<Connection>(key)
  if (!reason || !before || before.state === 'none') return
  const ended: Connection = { state: 'ended', session: before.session, reason }
  client.setQueryData<Connection>(key, ended)
}

/** The connection below the shell, which renders nothing without one. */
export function useConnection(): Exclude<Connection, { state: 'none' }> {
  const { data } = useQuery(sessionQuery)
  if (!data || data.state === 'none') throw new Error('used outside the connected part')
  return data
}

/** Ends the connection here; MobilePay's portal keeps its own record until the merchant removes it. */
export async function disconnect(): Promise<{ endSessionUrl: string | null }> {
  const answer = await call('/auth/logout', logoutSchema, { method: 'POST' })
  announce({ type: 'disconnected' })
  return answer
}
