import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'

import type { ConnectedSession } from '#shared/api.ts'
import { products } from '#shared/scopes.ts'

import { type Connection, noteEnded, offeredProducts, sessionQuery } from '../../web/api/session.ts'
import { daysLeft } from '../../web/features/connection/expiry.ts'

const session: ConnectedSession = {
  connected: true,
  merchant: { id: null, vat: 'DK12345678' },
  subject: 'portal-user',
  scopes: ['invoice'],
  environment: 'sandbox-dk',
  connectedAt: '2026-11-24T08:00:00Z',
  accessTokenExpiresAt: '2026-11-24T08:05:00Z',
  sessionExpiresAt: '2026-12-24T08:00:00Z',
}

function clientWith(connection: Connection): QueryClient {
  const client = new QueryClient()
  client.setQueryData(sessionQuery.queryKey, connection)
  return client
}

test.each(['not_connected', 'session_expired', 'consent_ended'])(
  'after %s the connection has ended, but whose it was is kept for reconnecting',
  (code) => {
    const client = clientWith({ state: 'connected', session })
    noteEnded(client, code)
    expect(client.getQueryData(sessionQuery.queryKey)).toEqual({
      state: 'ended',
      session,
      reason: code,
    })
  },
)

test.each(['provider_unavailable', 'upstream_timeout', 'scope_missing', 'network_error', 'csrf'])(
  '%s does not end a connection',
  (code) => {
    const client = clientWith({ state: 'connected', session })
    noteEnded(client, code)
    expect(client.getQueryData(sessionQuery.queryKey)).toEqual({ state: 'connected', session })
  },
)

test.each([
  ['session_expired', 'not_connected', 'session_expired'],
  ['not_connected', 'session_expired', 'session_expired'],
  ['session_expired', 'consent_ended', 'consent_ended'],
  ['consent_ended', 'not_connected', 'consent_ended'],
])('of calls that end in %s and then in %s the reason that says more is kept', (one, two, kept) => {
  const client = clientWith({ state: 'connected', session })
  noteEnded(client, one)
  noteEnded(client, two)
  expect(client.getQueryData(sessionQuery.queryKey)).toMatchObject({ reason: kept })
})

test('an installation offers every product, or those that it says', () => {
  expect(offeredProducts(undefined)).toEqual(products)
  expect(offeredProducts({ state: 'connected', session })).toEqual(products)
  expect(offeredProducts({ state: 'none', offered: ['invoice'] })).toEqual(['invoice'])
  const ended = { state: 'ended', reason: 'session_expired' } as const
  expect(offeredProducts({ ...ended, session: { ...session, offered: ['webhooks'] } })).toEqual([
    'webhooks',
  ])
})

test('where nothing was connected, nothing has ended', () => {
  const client = clientWith({ state: 'none' })
  noteEnded(client, 'not_connected')
  expect(client.getQueryData(sessionQuery.queryKey)).toEqual({ state: 'none' })
})

test.each([
  ['2026-12-01T08:00:00Z', 7, false],
  ['2026-12-01T07:59:59Z', 6, true],
  ['2026-11-24T20:00:00Z', 0, true],
  ['2026-11-20T08:00:00Z', 0, true],
])('unused until %s: %i whole days, worth a warning: %s', (until, days, few) => {
  expect(daysLeft(until, Date.parse('2026-11-24T08:00:00Z'))).toEqual({ days, few })
})
