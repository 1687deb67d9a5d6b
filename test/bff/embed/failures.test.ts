import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import {
  answeredLogin,
  authorizeIn,
  type Frame,
  peek,
  postStart,
  readAuthorizationUrl,
  readFramedSession,
  readHandOver,
  readRedeemed,
} from '../../support/frame.ts'
import { readText } from '../../support/html-forms.ts'
import { tokenRequests } from '../../support/requests.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

afterEach(() => stack.sandbox.control.faults.clear())

afterAll(() => stack.close())

const reset = { kind: 'reset' } as const

async function expectNobody(frame: Frame): Promise<void> {
  expect(await readFramedSession(frame)).toEqual({ connected: false, pending: [] })
  // What did not work is over: the frame asks for a handle again.
  expect(frame.jar.names()).toEqual([])
}

test('a merchant who says no is not connected, and nothing is exchanged', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle({ vat: 'DK11223344' })
  stack.sandbox.control.clearRequests()
  const landed = await tab.land(await authorizeIn(tab, h, { deny: true }))
  const { ticket } = await readHandOver(landed)
  const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
  expect(redeemed).toEqual({ connected: false, reason: 'denied' })
  expect(tokenRequests(stack.sandbox)).toEqual([])
  await expectNobody(frame)
})

test('an error of MobilePay’s is told as one, without its text', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const url = await readAuthorizationUrl(await postStart(tab, h))
  const landed = await tab.land({
    mode: 'form_post',
    parameters: [
      ['error', 'server_error'],
      ['error_description', 'marzipan'],
      ['state', url.searchParams.get('state') ?? ''],
    ],
  })
  const { ticket, page } = await readHandOver(landed)
  expect(page).not.toContain('marzipan')
  const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
  expect(redeemed).toEqual({ connected: false, reason: 'provider_error' })
  await expectNobody(frame)
})

test.each(['id_token', 'code'])('an answer with another %s is refused', async (altered) => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  stack.sandbox.control.clearRequests()
  const { mode, parameters } = await authorizeIn(tab, h)
  const landed = await tab.land({
    mode,
    parameters: parameters.map(([name, value]) => [name, name === altered ? `${value}x` : value]),
  })
  const { ticket } = await readHandOver(landed)
  const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
  expect(redeemed).toEqual({ connected: false, reason: 'refused' })
  expect(tokenRequests(stack.sandbox)).toEqual([])
  await expectNobody(frame)
})

test('MobilePay away when the frame redeems: it says so, and the next login works', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.faults.next('token', reset, 10)
  const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
  expect(redeemed).toEqual({ connected: false, reason: 'provider_unavailable' })
  await expectNobody(frame)
  stack.sandbox.control.faults.clear()
  const again = await answeredLogin(frame, tab)
  expect(await readRedeemed(await frame.redeem(again.hid, again.ticket))).toEqual({
    connected: true,
  })
})

test('a code that MobilePay refuses connects nobody', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.faults.next('token', {
    kind: 'respond',
    status: 400,
    contentType: 'application/json',
    body: '{"error":"invalid_grant"}',
  })
  const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
  expect(redeemed).toEqual({ connected: false, reason: 'refused' })
  await expectNobody(frame)
})

test('MobilePay away when the answer is checked: the frame learns that', async () => {
  const fresh = await startEmbedStack()
  try {
    const [frame, tab] = [fresh.frame(), fresh.tab()]
    const { hid, h } = await frame.handle()
    const answer = await authorizeIn(tab, h)
    fresh.sandbox.control.faults.next('jwks', reset, 10)
    const { ticket } = await readHandOver(await tab.land(answer))
    fresh.sandbox.control.faults.clear()
    const redeemed = await readRedeemed(await frame.redeem(hid, ticket))
    expect(redeemed).toEqual({ connected: false, reason: 'provider_unavailable' })
  } finally {
    await fresh.close()
  }
})

test('MobilePay away at the start: the tab says so, nothing has started, and the form still works', async () => {
  const fresh = await startEmbedStack()
  try {
    const [frame, tab] = [fresh.frame(), fresh.tab()]
    const { hid, h } = await frame.handle({ locale: 'da' })
    fresh.sandbox.control.faults.next('discovery', reset, 10)
    const refused = await postStart(tab, h)
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const page = await refused.text()
    expect(page).toContain('<html lang="da">')
    expect(readText(page)).toContain(refused.headers.get('x-request-id'))
    expect(tab.jar.names()).toEqual([])
    expect(await peek(frame, hid)).toBe('new')
    fresh.sandbox.control.faults.clear()
    fresh.bff.advance(60)
    expect((await postStart(tab, h)).status).toBe(200)
    expect(await peek(frame, hid)).toBe('started')
  } finally {
    await fresh.close()
  }
})

test.each([
  ['no JSON', '{'],
  ['an empty object', '{}'],
  ['a VAT number of no form', '{"vat":"12345678","scopes":["webhooks"]}'],
  ['no product', '{"vat":"DK12345678","scopes":[]}'],
  ['a product there is none of', '{"vat":"DK12345678","scopes":["openid"]}'],
  [
    'a locale without end',
    `{"vat":"DK12345678","scopes":["webhooks"],"locale":"${'a'.repeat(17)}"}`,
  ],
])('a handle is not given for %s', async (_what, body) => {
  const frame = stack.frame()
  const headers = { 'content-type': 'application/json' }
  const response = await frame.call('/auth/handle', { method: 'POST', headers, body })
  expect(response.headers.get('x-mpc-error')).toBe('invalid_request')
  expect(frame.jar.names()).toEqual([])
})
