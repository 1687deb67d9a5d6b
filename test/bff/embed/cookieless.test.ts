import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Bff, randomKey, startBff } from '../../support/bff.ts'
import { errorCode } from '../../support/error-body.ts'
import {
  answeredLogin,
  connectFrame,
  createFrame,
  type Frame,
  peek,
  postStart,
  readFramedSession,
  readRedeemed,
} from '../../support/frame.ts'
import { apiRequests } from '../../support/requests.ts'
import { readSetCookies } from '../../support/set-cookies.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'
import { clients, type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack
/** The same installation with `EMBED_COOKIELESS=off`. */
let off: Bff

beforeAll(async () => {
  const keys = { SESSION_KEYS: `1:${randomKey()}` }
  stack = await startEmbedStack({ settings: keys })
  off = await startBff(async () => ({
    ...stack.sandbox.settings,
    ...keys,
    EMBED_CLIENTS: JSON.stringify(clients),
    EMBED_COOKIELESS: 'off',
  }))
})

afterAll(async () => {
  await Promise.all([stack.close(), off.close()])
})

const page = () => stack.frame('acme', { cookieless: true })

async function connectedPage(): Promise<Frame> {
  const frame = page()
  await connectFrame(frame, stack.tab())
  return frame
}

const sessionOf = ({ memory }: Frame) => memory.get('x-mpc-session') ?? ''

test('a page whose browser keeps no cookie connects and works with what it holds itself', async () => {
  const [frame, tab] = [page(), stack.tab()]
  const { hid, h, hk } = await frame.handle()
  expect(hk).toMatch(/^Fe26\.2\*/)
  expect(await peek(frame, hid)).toBe('new')
  expect((await postStart(tab, h)).status).toBe(200)
  expect(await peek(frame, hid)).toBe('started')
  const login = await answeredLogin(frame, tab)
  const redeemed = await frame.redeem(login.hid, login.ticket)
  // The session comes in a header, and no cookie at all.
  expect(redeemed.headers.getSetCookie()).toEqual([])
  expect(redeemed.headers.get('x-mpc-session')).toMatch(/^Fe26\.2\*/)
  expect(await readRedeemed(redeemed)).toEqual({ connected: true })
  expect(await readFramedSession(frame)).toMatchObject({ connected: true })
  expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
  expect(frame.jar.names()).toEqual([])
})

test('where it was not asked for, the handle itself is not in the answer', async () => {
  const answer = await stack.frame().handle()
  expect(Object.keys(answer).toSorted()).toEqual(['h', 'hid'])
})

test('a cookieless handle is given as no cookie', async () => {
  const response = await page().post('/auth/handle', {
    vat: 'DK12345678',
    scopes: ['webhooks'],
    cookieless: true,
  })
  expect(readSetCookies(response)).toEqual([])
})

test('a session that was renewed comes back in the answer’s header, and only then', async () => {
  const frame = await connectedPage()
  const before = sessionOf(frame)
  const still = await frame.call('/api/v1/webhooks')
  expect(still.headers.has('x-mpc-session')).toBe(false)
  advance(stack, accessTokenLifetime)
  const renewed = await frame.call('/api/v1/webhooks')
  expect(renewed.status).toBe(200)
  expect(renewed.headers.getSetCookie()).toEqual([])
  expect(renewed.headers.get('x-mpc-session')).toMatch(/^Fe26\.2\*/)
  expect(sessionOf(frame)).not.toBe(before)
  expect((await frame.call('/api/v1/webhooks')).headers.has('x-mpc-session')).toBe(false)
  // One that missed the answer, e.g. because the call was cut off, is not lost.
  frame.memory.set('x-mpc-session', before)
  expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
})

test('it ends after half an hour without use', async () => {
  const frame = await connectedPage()
  advance(stack, 29 * 60)
  expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
  advance(stack, 29 * 60)
  expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
  advance(stack, 30 * 60)
  expect(await readFramedSession(frame)).toEqual({ connected: false, pending: [] })
  expect(await errorCode(await frame.call('/api/v1/webhooks'))).toBe('session_expired')
})

test('it is accepted with X-MPC-Client only, and with the one it was made for', async () => {
  const frame = await connectedPage()
  stack.sandbox.control.clearRequests()
  const headers = { 'x-mpc-session': sessionOf(frame) }
  const tab = stack.tab()
  expect(await (await tab.call('/auth/session', { headers })).json()).toEqual({ connected: false })
  expect(await errorCode(await tab.call('/api/v1/webhooks', { headers }))).toBe('not_connected')
  const other = stack.frame('other')
  other.memory.set('x-mpc-session', sessionOf(frame))
  expect((await readFramedSession(other)).connected).toBe(false)
  expect(await errorCode(await other.call('/api/v1/webhooks'))).toBe('session_expired')
  expect(apiRequests(stack.sandbox)).toEqual([])
})

test('a bad seal does not fall back to the cookie of the frame', async () => {
  const frame = stack.frame()
  await connectFrame(frame, stack.tab())
  const headers = { 'x-mpc-session': 'Fe26.2*1*nonsense' }
  const session = await frame.call('/auth/session', { headers })
  expect(await session.json()).toMatchObject({ connected: false })
  expect(await errorCode(await frame.call('/api/v1/webhooks', { headers }))).toBe('session_expired')
})

test('neither the seal nor any header of a frame goes to MobilePay', async () => {
  const frame = await connectedPage()
  await frame.handle()
  stack.sandbox.control.clearRequests()
  await frame.call('/api/v1/webhooks')
  advance(stack, accessTokenLifetime)
  await frame.call('/api/v1/webhooks')
  const sent = stack.sandbox.control.requests()
  expect(sent.length).toBeGreaterThan(2)
  const text = JSON.stringify(sent)
  expect(text.toLowerCase()).not.toContain('x-mpc-')
  expect(text).not.toContain('Fe26.2')
  expect(text).not.toContain('acme')
})

test('leaving ends it, also for whoever kept a copy', async () => {
  const frame = await connectedPage()
  const response = await frame.call('/auth/logout', { method: 'POST' })
  expect(await response.json()).toEqual({ endSessionUrl: null })
  expect(sessionOf(frame)).not.toBe('')
  expect((await readFramedSession(frame)).connected).toBe(false)
  expect(await errorCode(await frame.call('/api/v1/webhooks'))).toBe('not_connected')
})

test('its end is told without a cookie', async () => {
  const frame = await connectedPage()
  stack.sandbox.control.revoke('DK12345678')
  advance(stack, accessTokenLifetime)
  const response = await frame.call('/api/v1/webhooks')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await errorCode(response)).toBe('session_expired')
})

test('a cookieless ticket works once, one after the other and at once', async () => {
  const [frame, tab] = [page(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.clearRequests()
  await Promise.all([frame.redeem(hid, ticket), frame.redeem(hid, ticket)])
  await frame.redeem(hid, ticket)
  const tokens = stack.sandbox.control.requests().filter(({ path }) => path.endsWith('/token'))
  expect(tokens).toHaveLength(1)
})

test('with EMBED_COOKIELESS=off no such handle is given', async () => {
  const frame = createFrame({ url: off.url, cookieless: true })
  const wish = { vat: 'DK12345678', scopes: ['webhooks'] }
  const refused = await frame.post('/auth/handle', { ...wish, cookieless: true })
  expect(await errorCode(refused)).toBe('invalid_request')
  expect((await frame.post('/auth/handle', wish)).status).toBe(200)
})

test('with EMBED_COOKIELESS=off a handle or session of before is nothing any more', async () => {
  const before = await connectedPage()
  const { hid, ticket } = await answeredLogin(before, stack.tab())
  const frame = createFrame({ url: off.url })
  for (const [name, value] of before.memory) frame.memory.set(name, value)
  expect((await frame.wait(hid, { peek: '' })).status).toBe(401)
  expect((await frame.redeem(hid, ticket)).status).toBe(401)
  expect((await readFramedSession(frame)).connected).toBe(false)
  expect((await frame.call('/api/v1/webhooks')).status).toBe(401)
})
