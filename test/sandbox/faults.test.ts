import { afterEach, beforeEach, expect, test } from 'vitest'

import { createPortalUser } from '../support/portal-user.ts'
import { createHybridClient } from './hybrid-client.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>

beforeEach(async () => {
  sandbox = await startSandbox()
  client = await createHybridClient(sandbox)
})
afterEach(() => sandbox.close())

async function connect() {
  const user = createPortalUser({ email: 'mette@example.dk' })
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  return body['refresh_token']
}

test('a reset breaks the connection before anything has happened', async () => {
  const refreshToken = await connect()
  sandbox.control.faults.next('token', { kind: 'reset' })
  await expect(client.refresh(refreshToken)).rejects.toThrow('fetch failed')
  expect(await client.refresh(refreshToken)).toMatchObject({ status: 200 })
})

test('a lost answer leaves a spent refresh token behind', async () => {
  const refreshToken = await connect()
  const secrets = sandbox.control.secrets().length
  sandbox.control.faults.next('token', { kind: 'lose' })
  await expect(client.refresh(refreshToken)).rejects.toThrow('fetch failed')
  expect(sandbox.control.secrets().length).toBeGreaterThan(secrets)
  expect(await client.refresh(refreshToken)).toMatchObject({ status: 400 })
})

test('a delayed answer is a good answer', async () => {
  const refreshToken = await connect()
  sandbox.control.faults.next('token', { kind: 'delay', milliseconds: 150 })
  const started = performance.now()
  expect(await client.refresh(refreshToken)).toMatchObject({ status: 200 })
  expect(performance.now() - started).toBeGreaterThanOrEqual(145)
})

test('something else can answer, as often as asked and only on its route', async () => {
  const { DISCOVERY, JWKS } = {
    DISCOVERY: sandbox.settings.MOBILEPAY_DISCOVERY_URL,
    JWKS: String(client.server.jwks_uri),
  }
  const body = '<h1>Bad gateway</h1>'
  const fault = { kind: 'respond', status: 502, contentType: 'text/html', body } as const
  sandbox.control.faults.next('jwks', fault, 2)
  expect((await fetch(DISCOVERY)).status).toBe(200)
  const answers = [await fetch(JWKS), await fetch(JWKS), await fetch(JWKS)]
  expect(answers.map(({ status }) => status)).toEqual([502, 502, 200])
  expect(await answers[0]?.text()).toBe(body)
  sandbox.control.faults.next('jwks', fault, 5)
  sandbox.control.faults.clear()
  expect((await fetch(JWKS)).status).toBe(200)
})

test('every route can be hit: API calls, the authorization endpoint, discovery', async () => {
  const fault = { kind: 'respond', status: 503, contentType: 'text/plain', body: '' } as const
  for (const route of ['api', 'authorize', 'discovery'] as const)
    sandbox.control.faults.next(route, fault)
  expect(await client.call('no token')).toBe(503)
  expect(await client.call('no token')).toBe(401)
  expect((await fetch(String(client.server.authorization_endpoint))).status).toBe(503)
  expect((await fetch(sandbox.settings.MOBILEPAY_DISCOVERY_URL)).status).toBe(503)
})

test('requests are recorded with host, body and status, also those that got no answer', async () => {
  const refreshToken = await connect()
  sandbox.control.clearRequests()
  sandbox.control.faults.next('token', { kind: 'lose' })
  await client.refresh(refreshToken).catch(() => undefined)
  await client.refresh(refreshToken)
  await fetch(`${sandbox.portalUrl}/settings/integration?removed=DK12345678`)
  const token = { host: 'gateway', method: 'POST', query: '' }
  expect(sandbox.control.requests()).toMatchObject([
    { ...token, status: 0 },
    { ...token, status: 400 },
    { host: 'portal', path: '/settings/integration', query: 'removed=DK12345678', status: 200 },
  ])
  expect(new URLSearchParams(sandbox.control.requests()[1]?.body).get('refresh_token')).toBe(
    refreshToken,
  )
})

test('closing ends open connections at once', async () => {
  const own = await startSandbox()
  const events = await fetch(`${own.portalUrl}/tutorial/events`)
  const started = performance.now()
  await own.close()
  expect(performance.now() - started).toBeLessThan(500)
  await expect(events.text()).rejects.toThrow('terminated')
})
