import { afterAll, beforeAll, expect, test } from 'vitest'

import { createPortalUser } from '../support/portal-user.ts'
import { createHybridClient, fresh, parametersOf } from './hybrid-client.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>

beforeAll(async () => {
  sandbox = await startSandbox()
  client = await createHybridClient(sandbox)
})
afterAll(() => sandbox.close())

const mette = () => createPortalUser({ email: 'mette@example.dk' })

interface Wrong {
  readonly name: string
  readonly changed?: Readonly<Record<string, string>>
  readonly without?: readonly string[]
  readonly code: string
}

const wrong: readonly Wrong[] = [
  {
    name: 'another response type',
    changed: { response_type: 'code' },
    code: 'unsupported_response_type',
  },
  {
    name: 'the implicit flow',
    changed: { response_type: 'id_token' },
    code: 'unsupported_response_type',
  },
  { name: 'the query response mode', changed: { response_mode: 'query' }, code: 'invalid_request' },
  { name: 'an unknown client', changed: { client_id: 'somebody' }, code: 'unauthorized_client' },
  {
    name: 'a redirect URI that is not registered',
    changed: { redirect_uri: 'http://localhost:5173/auth/callback/' },
    code: 'invalid_request',
  },
  { name: 'no redirect URI', without: ['redirect_uri'], code: 'invalid_request' },
  {
    name: 'no PKCE',
    without: ['code_challenge', 'code_challenge_method'],
    code: 'invalid_request',
  },
  { name: 'plain PKCE', changed: { code_challenge_method: 'plain' }, code: 'invalid_request' },
  { name: 'no nonce', without: ['nonce'], code: 'invalid_request' },
  { name: 'no merchant_vat', without: ['merchant_vat'], code: 'invalid_request' },
  {
    name: 'a VAT number of another country',
    changed: { merchant_vat: 'SE12345678' },
    code: 'invalid_request',
  },
  {
    name: 'a VAT number with seven digits',
    changed: { merchant_vat: 'DK1234567' },
    code: 'invalid_request',
  },
  { name: 'an empty merchant_vat', changed: { merchant_vat: '' }, code: 'invalid_request' },
  {
    name: 'an unknown scope',
    changed: { scope: 'openid subscriptions pos' },
    code: 'invalid_scope',
  },
  {
    name: 'no openid',
    changed: { scope: 'offline_access subscriptions' },
    code: 'invalid_request',
  },
]

test.for(wrong)(
  'a request with $name ends on the vague page of the portal',
  async ({ changed, code, without = [] }) => {
    const user = mette()
    const { state, url } = await client.request(changed, ...without)
    const outcome = await user.authorize(url)
    expect(outcome).toMatchObject({ kind: 'error', status: 400 })
    expect(user.pagesSeen()).toEqual([])
    const { text } = outcome.kind === 'error' ? outcome : { text: '' }
    expect(text).toMatch(new RegExp(`Error: ${code} Request: [0-9a-f-]{36}`))
    expect(text).not.toContain(state)
    expect(text.replace(code, '')).not.toMatch(/scope|redirect|nonce|merchant_vat|PKCE/)
  },
)

test('a nonce is refused the second time, also when the first login was never finished', async () => {
  const nonce = fresh()
  const first = await client.request({ nonce })
  expect(await mette().authorize(first.url, { deny: true })).toMatchObject({ kind: 'response' })
  const second = await client.request({ nonce })
  expect(await mette().authorize(second.url)).toMatchObject({ kind: 'error', status: 400 })
})

test('a company of somebody else fails after the login, at the portal', async () => {
  const user = mette()
  const { url } = await client.request({ merchant_vat: 'FI12345678' })
  expect(await user.authorize(url)).toMatchObject({ kind: 'error', status: 400 })
  expect(user.pagesSeen()).toEqual(['login'])
})

test('a wrong password says so and nothing goes back to the client', async () => {
  const user = createPortalUser({ email: 'mette@example.dk', password: 'abc' })
  const { url } = await client.request()
  const outcome = await user.authorize(url)
  expect(outcome).toMatchObject({ kind: 'error', status: 422 })
  expect(outcome).toHaveProperty('text', expect.stringContaining('do not go together'))
})

test.for(['form_post', 'fragment'] as const)(
  'a no goes back to the client with its state, by %s',
  async (mode) => {
    const { state, url } = await client.request({ response_mode: mode })
    const outcome = await mette().authorize(url, { deny: true })
    expect(outcome).toMatchObject({ kind: 'response', mode })
    expect(Object.fromEntries(parametersOf(outcome))).toEqual({ error: 'access_denied', state })
  },
)

test('a yes with nothing ticked is asked again', async () => {
  const { url } = await client.request()
  const outcome = await mette().authorize(url, { allow: [] })
  expect(outcome).toMatchObject({ kind: 'error', status: 422 })
  expect(outcome).toHaveProperty('text', expect.stringContaining('Tick at least one product'))
})

async function consented() {
  const sent = await client.request()
  return { sent, outcome: await mette().authorize(sent.url) }
}

test('a code works once, and using it again ends the tokens it gave', async () => {
  const { outcome, sent } = await consented()
  const { body } = await client.exchange(outcome, sent)
  expect(await client.exchange(outcome, sent)).toEqual({
    status: 400,
    body: { error: 'invalid_grant' },
  })
  expect(await client.refresh(body['refresh_token'])).toEqual({
    status: 400,
    body: { error: 'invalid_grant' },
  })
})

test('a code lives five minutes', async () => {
  const early = await consented()
  sandbox.control.clock.advance(290)
  expect(await client.exchange(early.outcome, early.sent)).toMatchObject({ status: 200 })
  const late = await consented()
  sandbox.control.clock.advance(301)
  expect(await client.exchange(late.outcome, late.sent)).toEqual({
    status: 400,
    body: { error: 'invalid_grant' },
  })
})

test('a code needs the verifier and the redirect URI of its request, and the client secret', async () => {
  const { outcome, sent } = await consented()
  const form = {
    grant_type: 'authorization_code',
    code: String(parametersOf(outcome).get('code')),
    code_verifier: sent.codeVerifier,
    redirect_uri: 'http://localhost:5173/auth/callback',
  }
  const other = { redirect_uri: 'http://localhost:3000/auth/callback' }
  const refused = { status: 400, body: { error: 'invalid_grant' } }
  expect(await client.token({ ...form, code_verifier: 'a'.repeat(43) })).toEqual(refused)
  expect(await client.token({ ...form, ...other })).toEqual(refused)
  expect(await client.token({ ...form, client_secret: 'guess' })).toEqual({
    status: 400,
    body: { error: 'invalid_client' },
  })
  expect(await client.token(form)).toMatchObject({ status: 200 })
})

test('client credentials in a header are refused: MobilePay takes them in the body', async () => {
  const { MOBILEPAY_CLIENT_ID: id, MOBILEPAY_CLIENT_SECRET: secret } = sandbox.settings
  const response = await fetch(String(client.server.token_endpoint), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: fresh() }),
  })
  // The token is unknown; a client that may use the header would be told invalid_grant.
  expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_client' }])
})

test('introspection is advertised and of no use to a client', async () => {
  const response = await fetch(String(client.server.introspection_endpoint), {
    method: 'POST',
    body: new URLSearchParams({ token: fresh() }),
  })
  expect(response.status).toBe(401)
})
