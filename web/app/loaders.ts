import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, redirect, replace } from 'react-router'

import { sessionQuery } from '../api/session.ts'
import { lastConnection } from '../ui/last-connection.ts'
import { sectionsOf } from './sections.ts'

/** Lets only connected browsers pass; others are asked to connect and then come back. */
export function connectedLoader(client: QueryClient) {
  return async ({ request }: LoaderFunctionArgs) => {
    const { state } = await client.fetchQuery(sessionQuery)
    if (state !== 'none') return null
    const { pathname, search } = new URL(request.url)
    // Somebody who did not disconnect is told what became of the connection, and finds it filled in.
    const last = lastConnection()
    const query = new URLSearchParams({
      return_to: pathname + search,
      ...(last && { merchant_vat: last.vat, problem: last.reason ?? 'session_expired' }),
    })
    return redirect(`/connect?${query.toString()}`)
  }
}

/** Reads what may be asked for before the form that asks; it can do without. */
export function connectLoader(client: QueryClient) {
  return async () => {
    await client.prefetchQuery(sessionQuery)
    return null
  }
}

/** Sends `/` to the first page there is something to see on. */
export function homeLoader(client: QueryClient) {
  return async () => {
    const connection = await client.fetchQuery(sessionQuery)
    // Not a step of its own: the back button would only lead here and on again.
    if (connection.state === 'none') return replace('/connect')
    const { scopes } = connection.session
    const [first] = sectionsOf(scopes)
    return replace(first?.path ?? '/connection')
  }
}
