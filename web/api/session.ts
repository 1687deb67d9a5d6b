import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'

import { type ConnectedSession, logoutSchema, sessionSchema } from '#shared/api.ts'
import { type Product, products } from '#shared/scopes.ts'

import { call } from './client.ts'
import { type EndedCode, endedCodes } from './errors.ts'
import { announce } from './tabs.ts'

interface Unconnected {
  readonly state: 'none'
  /** Products that may be asked for, where that is not all of them. */
  readonly offered?: readonly Product[]
  /** Logins of this frame that were under way when its page was left. */
  readonly pending?: readonly string[]
  /** VAT number of a merchant that is connected, but is not the one the portal is about. */
  readonly other?: string
  /** Disconnected a moment ago, in this page or another one. */
  readonly isLeft?: boolean
}

/**
 * What the console knows of the connection. `ended` keeps what was connected, so that a screen can
 * stay as it is, inputs included, and offer to connect the same business again.
 */
export type Connection =
  | Unconnected
  | { readonly state: 'connected'; readonly session: ConnectedSession }
  | { readonly state: 'ended'; readonly session: ConnectedSession; readonly reason: EndedCode }

const key = ['session'] as const

export const sessionQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ client, signal }): Promise<Connection> => {
    const answer = await call('/auth/session', sessionSchema, { signal })
    const before = client.getQueryData<Connection>(key)
    if (!answer.connected) {
      if (before && before.state !== 'none') {
        return screen({ state: 'ended', session: before.session, reason: reasonOf(before) })
      }
      const { pending, offered } = answer
      const isLeft = before?.isLeft === true
      return {
        state: 'none',
        ...(offered && { offered }),
        ...(pending && { pending }),
        ...(isLeft && { isLeft }),
      }
    }
    // A withdrawn consent leaves the session in place, so only a newer connection proves recovery.
    const same = before?.state === 'ended' && before.session.connectedAt === answer.connectedAt
    if (same && before.reason === 'consent_ended') return before
    return screen({ state: 'connected', session: answer })
  },
  staleTime: 60_000,
})

function reasonOf(before: Connection): EndedCode {
  return before.state === 'ended' ? before.reason : 'session_expired'
}

let expected: string | null = null

/** To a portal that is about one merchant, a connection of another one is none. */
function screen(connection: Connection): Connection {
  if (connection.state === 'none' || expected === null) return connection
  const { vat } = connection.session.merchant
  return vat === expected ? connection : { state: 'none', other: vat }
}

/** Shows the connection of this merchant only from now on; null: of whichever is connected. */
export async function expectMerchant(client: QueryClient, vat: string | null): Promise<void> {
  if (vat === expected) return
  expected = vat
  const connection = client.getQueryData<Connection>(key)
  if (!connection) return
  const screened = screen(connection)
  // At once, because nothing of the one may show beside the other's name.
  if (screened !== connection) client.setQueryData<Connection>(key, screened)
  // It may be just the one that is connected.
  else if (connection.state === 'none' && connection.other !== undefined) {
    await client.invalidateQueries(sessionQuery)
  }
}

/** Records that a call was refused because the connection is over; other errors change nothing. */
export function noteEnded(client: QueryClient, code: string): void {
  const reason = endedCodes.find((ended) => ended === code)
  const before = client.getQueryData<Connection>(key)
  if (!reason || !before || before.state === 'none') return
  // Calls made side by side end in different codes, of which the most telling counts.
  if (before.state === 'ended' && rankOf(before.reason) >= rankOf(reason)) return
  const ended: Connection = { state: 'ended', session: before.session, reason }
  client.setQueryData<Connection>(key, ended)
}

/** How much a code says about what happened. */
const rankOf = (reason: EndedCode) => endedCodes.indexOf(reason)

/** Products that a connection may be asked to have. */
export function offeredProducts(connection: Connection | undefined): readonly Product[] {
  if (!connection) return products
  return (connection.state === 'none' ? connection : connection.session).offered ?? products
}

/** Drops the connection and all that was read through it, without leaving the page. */
export function forgetConnection(client: QueryClient): void {
  const left: Connection = { state: 'none', isLeft: true }
  client.setQueryData<Connection>(key, left)
  forgetAnswers(client)
}

/** Drops what was read of a merchant; who is connected stays. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] })
}

/** The connection below the shell, which renders nothing without one. */
export function useConnection(): Exclude<Connection, Unconnected> {
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
