import { createServer } from 'node:http'

import { QueryClient } from '@tanstack/react-query'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { sendBy } from '../../../web/api/client.ts'
import { expectMerchant, forgetConnection, sessionQuery } from '../../../web/api/session.ts'
import { listen } from '../../support/listen.ts'

let answer: object
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answer))
})

beforeAll(async () => {
  const port = await listen(server, '127.0.0.1')
  sendBy((address, init) => fetch(`http://127.0.0.1:${port}${address}`, init))
})
afterEach(() => expectMerchant(new QueryClient(), null))
afterAll(() => {
  server.close()
})

const connected = {
  connected: true,
  merchant: { id: null, vat: 'DK12345678' },
  subject: 'portal-user',
  scopes: ['invoice'],
  environment: 'sandbox-dk',
  connectedAt: '2026-11-24T08:00:00Z',
  accessTokenExpiresAt: '2026-11-24T08:05:00Z',
  sessionExpiresAt: '2026-12-24T08:00:00Z',
}

const read = (client: QueryClient) => client.fetchQuery({ ...sessionQuery, staleTime: 0 })

test('a session of another merchant than the portal asks for counts as none', async () => {
  answer = connected
  const client = new QueryClient()
  await expectMerchant(client, 'DK87654321')
  expect(await read(client)).toEqual({ state: 'none', other: 'DK12345678' })
  await expectMerchant(client, 'DK12345678')
  expect(await read(client)).toMatchObject({ state: 'connected' })
})

test('what was connected is out of sight at once when the portal goes on to another merchant', async () => {
  answer = connected
  const client = new QueryClient()
  await read(client)
  void expectMerchant(client, 'FI12345678')
  expect(client.getQueryData(sessionQuery.queryKey)).toEqual({
    state: 'none',
    other: 'DK12345678',
  })
})

test('a portal that asks for nobody shows whoever is connected', async () => {
  answer = connected
  const client = new QueryClient()
  await expectMerchant(client, 'DK87654321')
  await expectMerchant(client, null)
  expect(await read(client)).toMatchObject({ state: 'connected' })
})

test('a connection that has ended is not offered again under another merchant', async () => {
  answer = connected
  const client = new QueryClient()
  await read(client)
  answer = { connected: false }
  expect(await read(client)).toMatchObject({ state: 'ended', reason: 'session_expired' })
  await expectMerchant(client, 'DK87654321')
  expect(await read(client)).toMatchObject({ state: 'none' })
})

test('logins that a reload left under way are known', async () => {
  answer = { connected: false, pending: ['abc'] }
  expect(await read(new QueryClient())).toEqual({ state: 'none', pending: ['abc'] })
})

test('after disconnecting nothing that was read remains', async () => {
  answer = connected
  const client = new QueryClient()
  await read(client)
  client.setQueryData(['transactions'], [1])
  forgetConnection(client)
  expect(client.getQueryData(['transactions'])).toBeUndefined()
  answer = { connected: false }
  expect(await read(client)).toEqual({ state: 'none', isLeft: true })
})
