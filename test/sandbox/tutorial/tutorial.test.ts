import { afterEach, beforeEach, expect, test } from 'vitest'

import { readText } from '../../support/html-forms.ts'
import { createPortalUser } from '../../support/portal-user.ts'
import { createHybridClient } from '../hybrid-client.ts'
import { merchants } from '../merchants.ts'
import { startSandbox, type Sandbox } from '../sandbox.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const home = async () => (await fetch(sandbox.portalUrl)).text()

async function wholeStory() {
  const client = await createHybridClient(sandbox)
  const user = createPortalUser({ email: 'mette@example.dk' })
  const sent = await client.request()
  const tokens = await client.redeem(await user.authorize(sent.url), sent)
  await client.call(tokens.access_token)
  sandbox.control.rejectAccessTokens()
  await client.call(tokens.access_token)
  await client.refresh(tokens.refresh_token)
  await client.refresh(tokens.refresh_token)
  return { client, sent, user }
}

test('the front page lists every test merchant with its VAT number', async () => {
  const text = readText(await home())
  for (const { name, vat } of merchants) {
    expect(text).toContain(name)
    expect(text).toContain(vat)
  }
})

test('every step of a login, a 401 and a refresh appears on the front page, the newest first', async () => {
  await wholeStory()
  const titles = [...(await home()).matchAll(/<h3>\s*([^<]*?)\s*<time/g)].map(([, title]) => title)
  expect(titles).toEqual([
    'Token request refused',
    'Refresh',
    'An API refuses the token',
    'API call',
    'Token response',
    'Token request',
    'Keys fetched',
    'Authorization response',
    'Consent',
    'Login at the portal',
    'Authorization request',
    'Discovery',
  ])
})

test('the tutorial never shows a whole secret, and tells why a request was refused', async () => {
  const { client, sent, user } = await wholeStory()
  await user.authorize((await client.request({ nonce: sent.nonce })).url)
  const page = await home()
  expect(page).toContain('nonce was used before')
  expect(page).toContain('refresh token already used')
  expect(sandbox.control.secrets().length).toBeGreaterThanOrEqual(8)
  for (const secret of [...sandbox.control.secrets(), sent.codeVerifier])
    expect(page).not.toContain(secret)
})

test('steps arrive live as server-sent events, the same text as on the page', async () => {
  const response = await fetch(`${sandbox.portalUrl}/tutorial/events`)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  await fetch(sandbox.settings.MOBILEPAY_DISCOVERY_URL)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? ''
  expect(text).toMatch(/^event: step\ndata: /)
  const live = text.replaceAll(/^data: ?/gm, '')
  expect(readText(live)).toContain('Discovery')
  expect(readText(await home())).toContain(readText(live.split('\n').slice(1, -3).join('\n')))
})

test('the switches on the front page do what they say', async () => {
  const flip = (form: Readonly<Record<string, string>>) =>
    fetch(`${sandbox.portalUrl}/switches`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: sandbox.portalUrl },
      body: new URLSearchParams(form),
    })
  const client = await createHybridClient(sandbox)
  const user = createPortalUser({ email: 'mette@example.dk' })
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  await flip({ do: 'refresh-tokens', refresh_tokens: 'ReUse' })
  const again = await client.refresh(body['refresh_token'])
  expect(again.body).toMatchObject({ refresh_token: body['refresh_token'] })
  const pressed = await flip({ do: 'reject-access-tokens' })
  // Back where the button is, with a word of what it did, said once.
  expect(pressed.headers.get('location')).toBe('/#switches')
  expect(await home()).toContain('Every access token issued so far')
  expect(await home()).not.toContain('Every access token issued so far')
  expect(await client.call(again.body['access_token'])).toBe(401)
  const keys = async () => (await fetch(String(client.server.jwks_uri))).text()
  const before = await keys()
  await flip({ do: 'rotate-keys' })
  expect(await keys()).not.toBe(before)
})
