import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  answeredLogin,
  authorizeIn,
  connectFrame,
  readFramedSession,
  readHandOver,
  readRedeemed,
  readMail,
} from '../../support/frame.ts'
import { readText } from '../../support/html-forms.ts'
import { formMember, tokenRequests } from '../../support/requests.ts'
import { readSession } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

describe.each(['form_post', 'fragment'])('with %s', (mode) => {
  let stack: EmbedStack

  beforeAll(async () => {
    stack = await startEmbedStack({ settings: { MOBILEPAY_RESPONSE_MODE: mode } })
  })

  afterAll(() => stack.close())

  test('a frame connects by the message of the hand-over page', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    const landed = await tab.land(await authorizeIn(tab, h))
    const handedOver = await readHandOver(landed)
    expect(handedOver.hid).toBe(hid)
    expect(await readRedeemed(await frame.redeem(hid, handedOver.ticket))).toEqual({
      connected: true,
    })
    expect(await readFramedSession(frame)).toMatchObject({
      connected: true,
      merchant: { vat: 'DK12345678' },
    })
    expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
    // Nothing of it stays in the tab.
    expect(tab.jar.names()).toEqual([])
    expect(await readSession(tab)).toEqual({ connected: false })
  })

  test('a frame connects by the mailbox', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { hid, h } = await frame.handle()
    const started = frame.wait(hid, { since: 'new' })
    const answer = await authorizeIn(tab, h)
    expect(await readMail(await started)).toEqual({ status: 'started' })
    const done = frame.wait(hid, { since: 'started' })
    await tab.land(answer)
    const { status, ticket = '' } = await readMail(await done)
    expect(status).toBe('done')
    expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
    expect(await readFramedSession(frame)).toMatchObject({ connected: true })
  })

  test('what comes of it is the merchant and the products that the frame asked for', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    await connectFrame(frame, tab, { vat: 'DK87654321', scopes: ['webhooks', 'subscriptions'] })
    expect(await readFramedSession(frame)).toMatchObject({
      merchant: { vat: 'DK87654321' },
      scopes: ['subscriptions', 'webhooks'],
    })
  })

  test('the code is exchanged when the frame redeems it, and no sooner', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    stack.sandbox.control.clearRequests()
    const { hid, ticket } = await answeredLogin(frame, tab)
    expect(tokenRequests(stack.sandbox)).toEqual([])
    await frame.redeem(hid, ticket)
    const [exchange, ...more] = tokenRequests(stack.sandbox)
    expect(exchange && formMember(exchange, 'grant_type')).toBe('authorization_code')
    expect(more).toEqual([])
  })

  test('an answer that no frame takes causes no token request', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    stack.sandbox.control.clearRequests()
    const { hid } = await answeredLogin(frame, tab)
    const { status } = await readMail(await frame.wait(hid))
    expect(status).toBe('done')
    expect(tokenRequests(stack.sandbox)).toEqual([])
  })
})

describe('of the pages in the tab', () => {
  let stack: EmbedStack

  beforeAll(async () => {
    stack = await startEmbedStack()
  })

  afterAll(() => stack.close())

  test('the first leads to MobilePay by script, tells it no address, and starts one transaction', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { h } = await frame.handle()
    const started = await tab.fetch('/auth/login', {
      method: 'POST',
      headers: { origin: stack.bff.url },
      body: new URLSearchParams({ h }),
    })
    // A redirect would be held against the console's `form-action` by Chromium.
    expect(started.status).toBe(200)
    expect(started.headers.get('referrer-policy')).toBe('no-referrer')
    expect(started.headers.get('cache-control')).toBe('no-store')
    expect(started.headers.has('cross-origin-opener-policy')).toBe(false)
    const policy = started.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[\w-]{22}';/)
    expect(policy).toContain("frame-ancestors 'none'")
    const [name, ...others] = tab.jar.names()
    expect(name).toMatch(/^__Host-Http-mpc-tx-[\w-]{12}$/)
    expect(others).toEqual([])
    expect(setCookieOf(started, name ?? '')).toMatchObject({
      maxAge: 600,
      attributes: ['httponly', 'path=/', 'samesite=strict', 'secure'],
    })
  })

  test('the last says where to go on, keeps its opener, and is in nobody’s cache', async () => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { h } = await frame.handle()
    const landed = await tab.land(await authorizeIn(tab, h))
    expect(landed.headers.has('cross-origin-opener-policy')).toBe(false)
    expect(landed.headers.get('cache-control')).toBe('no-store')
    expect(landed.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'nonce-/,
    )
    const { page } = await readHandOver(landed)
    expect(readText(page)).toContain('Acme Booking')
    // The message goes to our own origin only.
    expect(page).toMatch(/postMessage\([^)]*, location\.origin\)/)
  })

  test.each([
    ['da', 'da', 'Resten sker i Acme Booking.'],
    ['fi-FI', 'fi', 'palvelussa Acme Booking.'],
    ['en', 'en', 'The rest happens in Acme Booking.'],
    ['sv', 'en', 'The rest happens in Acme Booking.'],
  ])('in the language of the frame, %s: %s', async (locale, language, words) => {
    const [frame, tab] = [stack.frame(), stack.tab()]
    const { h } = await frame.handle({ locale })
    const { page } = await readHandOver(await tab.land(await authorizeIn(tab, h)))
    expect(page).toContain(`<html lang="${language}">`)
    expect(readText(page)).toContain(words)
  })

  test('a frame without a locale gets its browser’s language', async () => {
    const [frame, tab] = [
      stack.frame('acme', { headers: { 'accept-language': 'da-DK,en;q=0.5' } }),
      stack.tab(),
    ]
    const { h } = await frame.handle()
    const { page } = await readHandOver(await tab.land(await authorizeIn(tab, h)))
    expect(page).toContain('<html lang="da">')
  })
})
