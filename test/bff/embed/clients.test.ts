import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Bff, randomKey, startBff } from '../../support/bff.ts'
import { errorCode, readError } from '../../support/error-body.ts'
import {
  answeredLogin,
  connectFrame,
  createFrame,
  createTab,
  type Frame,
  peek,
  postStart,
  readFramedSession,
} from '../../support/frame.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { clients, type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack
/** The same installation after somebody changed `EMBED_CLIENTS`: acme is gone, others may less. */
let changed: Bff

beforeAll(async () => {
  const keys = { SESSION_KEYS: `1:${randomKey()}` }
  stack = await startEmbedStack({ settings: keys })
  changed = await startBff(async () => ({
    ...stack.sandbox.settings,
    ...keys,
    EMBED_CLIENTS: JSON.stringify({
      other: { ...clients.other, vats: ['DK12345678'], scopes: ['webhooks'] },
    }),
  }))
})

afterAll(async () => {
  await Promise.all([stack.close(), changed.close()])
})

const wish = { vat: 'DK12345678', scopes: ['webhooks'] }
const readers = ['/api/v1/webhooks', '/api/subscriptions/api/merchants/me']

async function expectNothing(frame: Frame, hid: string, ticket: string): Promise<void> {
  stack.sandbox.control.clearRequests()
  const cookies = frame.jar.names()
  const session = await frame.call('/auth/session')
  expect(session.status).toBe(200)
  expect(await session.json()).toEqual({ connected: false })
  expect(await errorCode(await frame.call('/api/v1/webhooks'))).toBe('not_connected')
  expect(await errorCode(await frame.post('/auth/handle', wish))).toBe('invalid_request')
  expect(await errorCode(await frame.wait(hid))).toBe('invalid_request')
  expect(await errorCode(await frame.redeem(hid, ticket))).toBe('invalid_request')
  expect(frame.jar.names()).toEqual(cookies)
  expect(tokenRequests(stack.sandbox)).toEqual([])
  expect(apiRequests(stack.sandbox)).toEqual([])
}

test.each(['unknown', 'ACME', '', 'acme, acme', 'constructor', '__proto__'])(
  'a frame that calls itself “%s” gets nothing, whatever its cookies hold',
  async (name) => {
    const frame = stack.frame()
    await connectFrame(frame, stack.tab())
    const { hid, ticket } = await answeredLogin(frame, stack.tab())
    await expectNothing(stack.frame(name, { jar: frame.jar.clone() }), hid, ticket)
    // None of that was the frame's own doing.
    expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
  },
)

test('a call for frames only, without X-MPC-Client, is refused', async () => {
  const frame = stack.frame()
  const { hid, ticket } = await answeredLogin(frame, stack.tab())
  const tab = stack.tab()
  const cookie = frame.jar.header() ?? ''
  const json = { cookie, 'content-type': 'application/json' }
  for (const [path, body] of [
    ['/auth/handle', wish],
    ['/auth/redeem', { hid, ticket }],
  ] as const) {
    const init = { method: 'POST', headers: json, body: JSON.stringify(body) }
    expect(await errorCode(await tab.call(path, init))).toBe('invalid_request')
  }
  const waiting = await tab.call(`/auth/wait?hid=${hid}&peek`, { headers: { cookie } })
  expect(await errorCode(waiting)).toBe('invalid_request')
})

test('the frame’s session is nothing to a call without X-MPC-Client', async () => {
  const frame = stack.frame()
  await connectFrame(frame, stack.tab())
  const headers = { cookie: frame.jar.header() ?? '' }
  const tab = stack.tab()
  expect(await (await tab.call('/auth/session', { headers })).json()).toEqual({ connected: false })
  expect(await errorCode(await tab.call('/api/v1/webhooks', { headers }))).toBe('not_connected')
})

test('an integrator that was removed gets nothing, with sessions and logins of before', async () => {
  const frame = stack.frame()
  await connectFrame(frame, stack.tab())
  const { hid, ticket } = await answeredLogin(frame, stack.tab())
  const { h } = await frame.handle()
  const later = createFrame({ url: changed.url, client: 'acme', jar: frame.jar.clone() })
  await expectNothing(later, hid, ticket)
  const tab = createTab(changed.url, 'mette@example.dk')
  expect((await postStart(tab, h)).status).toBe(400)
  expect(tab.jar.names()).toEqual([])
})

test.each([
  ['another merchant', { ...wish, vat: 'DK87654321' }],
  ['a product it may not use', { ...wish, scopes: ['webhooks', 'invoice'] }],
])('an integrator with limits may not ask for %s', async (_what, asked) => {
  const frame = stack.frame('narrow')
  expect(await errorCode(await frame.post('/auth/handle', asked))).toBe('invalid_request')
  expect(frame.jar.names()).toEqual([])
  expect((await frame.post('/auth/handle', wish)).status).toBe(200)
})

test('where one country is served, the other’s merchants are nobody’s', async () => {
  const danish = await startEmbedStack({
    settings: { MOBILEPAY_ENVIRONMENT: 'sandbox-dk' },
  })
  try {
    const asked = { ...wish, vat: 'FI12345678' }
    const refused = await danish.frame().post('/auth/handle', asked)
    expect(await errorCode(refused)).toBe('invalid_request')
    expect((await danish.frame().post('/auth/handle', wish)).status).toBe(200)
  } finally {
    await danish.close()
  }
})

test('each product goes into a login once, in one order, however it was asked for', async () => {
  const frame = stack.frame()
  await connectFrame(frame, stack.tab(), {
    vat: 'DK11223344',
    scopes: ['webhooks', 'subscriptions', 'webhooks'],
  })
  expect(await readFramedSession(frame)).toMatchObject({ scopes: ['subscriptions', 'webhooks'] })
})

test('a product that was granted and is no longer allowed is not used', async () => {
  const frame = stack.frame('other')
  await connectFrame(frame, stack.tab())
  for (const path of readers) expect((await frame.call(path)).status).toBe(200)
  const later = createFrame({ url: changed.url, client: 'other', jar: frame.jar.clone() })
  expect(await readFramedSession(later)).toMatchObject({ connected: true, scopes: ['webhooks'] })
  stack.sandbox.control.clearRequests()
  expect(await readError(await later.call(readers[1] ?? ''))).toMatchObject({
    code: 'scope_missing',
    scope: 'subscriptions',
  })
  expect(apiRequests(stack.sandbox)).toEqual([])
  expect((await later.call(readers[0] ?? '')).status).toBe(200)
})

test('a merchant that is no longer allowed is not connected there', async () => {
  const frame = stack.frame('other')
  await connectFrame(frame, stack.tab(), { vat: 'DK87654321' })
  const later = createFrame({ url: changed.url, client: 'other', jar: frame.jar.clone() })
  stack.sandbox.control.clearRequests()
  expect(await errorCode(await later.call(readers[0] ?? ''))).toBe('not_connected')
  expect(apiRequests(stack.sandbox)).toEqual([])
  expect(await readFramedSession(later)).toMatchObject({ connected: false })
})

test('a handle of before does not start what is no longer allowed', async () => {
  const frame = stack.frame('other')
  const one = await frame.handle({ vat: 'DK87654321' })
  const two = await frame.handle({ scopes: ['subscriptions'] })
  const later = createFrame({ url: changed.url, client: 'other', jar: frame.jar.clone() })
  const tab = createTab(changed.url, 'mette@example.dk')
  for (const { hid, h } of [one, two]) {
    expect((await postStart(tab, h)).status).toBe(400)
    expect(await peek(later, hid)).toBe('new')
  }
  expect(tab.jar.names()).toEqual([])
})
