import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { mailSeconds, maximumMails } from '../../../bff/store/store.ts'
import {
  answeredLogin,
  authorizeIn,
  createFrame,
  peek,
  postStart,
  readHandOver,
  readRedeemed,
  type Tab,
} from '../../support/frame.ts'
import { readText } from '../../support/html-forms.ts'
import { tokenRequests } from '../../support/requests.ts'
import { advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

afterAll(() => stack.close())

/** A page that says why, in a tab in which nothing has begun. */
async function expectRefused(tab: Tab, response: Response, status: number): Promise<void> {
  const text = readText(await response.text())
  expect({ status: response.status, text }).toMatchObject({ status })
  expect(text).toContain('This login was not started')
  expect(text).toContain(response.headers.get('x-request-id'))
  expect(response.headers.getSetCookie()).toEqual([])
  expect(tab.jar.names()).toEqual([])
}

describe('a start that our own page did not make starts nothing', () => {
  test.each<[what: string, headers: Readonly<Record<string, string>>]>([
    ['from the portal', { origin: 'https://portal.acme.example', 'sec-fetch-site': 'cross-site' }],
    ['from an opaque frame or a page without referrer', { origin: 'null' }],
    ['from our name by another scheme', { origin: 'https://localhost' }],
    ['from another port of our host', { origin: 'http://localhost:1' }],
    ['from a name that begins like ours', { origin: 'http://localhost.evil.example' }],
  ])('%s', async (_what, headers) => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    await expectRefused(tab, await postStart(tab, h, headers), 403)
    expect(await peek(frame, hid)).toBe('new')
  })

  test('without an Origin', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    const body = new URLSearchParams({ h })
    const response = await tab.fetch('/auth/login', { method: 'POST', body })
    await expectRefused(tab, response, 403)
    expect(await peek(frame, hid)).toBe('new')
  })

  test.each(['same-origin', 'same-site', 'cross-site', 'none', undefined])(
    'as a link, whatever the browser says of it: %s',
    async (site) => {
      const [frame, tab] = [stack.frame(), stack.tab()]
      const { hid, h } = await frame.handle()
      const headers = { origin: stack.bff.url, ...(site && { 'sec-fetch-site': site }) }
      const response = await tab.fetch(`/auth/login?h=${encodeURIComponent(h)}`, { headers })
      expect(response.headers.get('location') ?? '/connect').toBe('/connect')
      expect(tab.jar.names()).toEqual([])
      expect(await peek(frame, hid)).toBe('new')
    },
  )

  test('not by another method either', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const headers = { origin: stack.bff.url, 'x-csrf': '1' }
      const body = new URLSearchParams({ h })
      expect((await tab.fetch('/auth/login', { method, headers, body })).status).toBe(405)
    }
    expect(await peek(frame, hid)).toBe('new')
  })
})

test('a start token that was altered starts nothing, wherever it was', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const replaced = (at: number) => `${h.slice(0, at)}${h[at] === 'A' ? 'B' : 'A'}${h.slice(at + 1)}`
  const parts = [0, 0.2, 0.4, 0.6, 0.8].map((part) => Math.floor(h.length * part))
  for (const bad of [...parts.map(replaced), h.slice(0, -8), `A${h}`, '', 'x'.repeat(40_000)]) {
    await expectRefused(tab, await postStart(tab, bad), 400)
  }
  expect(await peek(frame, hid)).toBe('new')
})

test('a form without a start token, or with it under another name, starts nothing', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  for (const body of [new URLSearchParams(), new URLSearchParams({ H: h })]) {
    const headers = { origin: stack.bff.url }
    await expectRefused(tab, await tab.fetch('/auth/login', { method: 'POST', headers, body }), 400)
  }
  expect(await peek(frame, hid)).toBe('new')
})

test('a start token of ten minutes ago starts nothing', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { h } = await frame.handle()
  advance(stack, 600)
  const refused = await postStart(tab, h)
  expect(await refused.clone().text()).not.toContain(stack.sandbox.portalUrl)
  await expectRefused(tab, refused, 400)
})

test('a second start burns the login: before the answer', async () => {
  const [frame, tab, thief] = [stack.frame(), stack.tab(), stack.tab()]
  const { hid, h } = await frame.handle()
  stack.sandbox.control.clearRequests()
  // Somebody got hold of the token and was faster.
  const stolen = await authorizeIn(thief, h)
  await expectRefused(tab, await postStart(tab, h), 400)
  expect(await peek(frame, hid)).toBe('burnt')
  const { ticket } = await readHandOver(await thief.land(stolen))
  // The answer is not in the mailbox, and the ticket opens nothing.
  expect(await (await frame.wait(hid)).json()).toEqual({ status: 'burnt' })
  expect((await frame.redeem(hid, ticket)).headers.get('x-mpc-error')).toBe('invalid_request')
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('a second start burns the login: after the answer', async () => {
  const [frame, tab, thief] = [stack.frame(), stack.tab(), stack.tab()]
  stack.sandbox.control.clearRequests()
  const { hid, h, ticket } = await answeredLogin(frame, tab)
  expect(await peek(frame, hid)).toBe('done')
  await expectRefused(thief, await postStart(thief, h), 400)
  expect(await (await frame.wait(hid)).json()).toEqual({ status: 'burnt' })
  expect((await frame.redeem(hid, ticket)).headers.get('x-mpc-error')).toBe('invalid_request')
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('of two starts in the same moment one at most begins, and no ticket is good', async () => {
  const [frame, tab, thief] = [stack.frame(), stack.tab(), stack.tab()]
  const { hid, h } = await frame.handle()
  const started = await Promise.all([postStart(tab, h), postStart(thief, h)])
  expect(new Set(started.map(({ status }) => status))).toEqual(new Set([200, 400]))
  expect(await peek(frame, hid)).toBe('burnt')
})

test('a burnt login is over, and the next handle works', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { h } = await frame.handle()
  await postStart(tab, h)
  await postStart(tab, h)
  const { hid, ticket } = await answeredLogin(frame, tab)
  expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
})

test('a full mailbox refuses new logins and loses none of those under way', async () => {
  const full = await startEmbedStack()
  try {
    const { mailbox } = full.bff.deps.store
    const [frame, tab, late] = [full.frame(), full.tab(), full.tab()]
    const early = await frame.handle()
    const answer = await authorizeIn(tab, early.h)
    for (let count = 1; count < maximumMails; count += 1) await mailbox.start(`filler ${count}`)
    const next = await frame.handle()
    const refused = await postStart(late, next.h)
    expect(refused.status).toBe(503)
    expect(late.jar.names()).toEqual([])
    expect(await peek(frame, next.hid)).toBe('new')
    const { ticket } = await readHandOver(await tab.land(answer))
    expect(await readRedeemed(await frame.redeem(early.hid, ticket))).toEqual({ connected: true })
    full.bff.advance(mailSeconds)
    const later = await createFrame({ url: full.bff.url }).handle()
    expect((await postStart(late, later.h)).status).toBe(200)
  } finally {
    await full.close()
  }
})
