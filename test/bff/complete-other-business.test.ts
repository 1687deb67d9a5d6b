import { afterAll, beforeAll, expect, test } from 'vitest'

import { alterSession } from '../support/altered-session.ts'
import type { Browser } from '../support/browser.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { readForms, readText } from '../support/html-forms.ts'
import { readConnected, readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { advance } from '../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ sandbox: { refreshTokens: 'ReUse' } })
})

afterAll(() => stack.close())

const otherId = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1cff'

/** A browser that is connected to another business with the VAT number it now connects again. */
async function reconnect(): Promise<{ browser: Browser; page: string; key: string }> {
  const browser = stack.browser()
  await browser.connect()
  await alterSession(stack, browser, (session) => ({
    ...session,
    tokens: { ...session.tokens, merchantId: otherId },
  }))
  const response = await browser.land(await browser.authorize({ returnTo: '/payments' }))
  expect(response.status).toBe(200)
  const page = await response.text()
  const [form] = readForms(page, `${stack.bff.url}/auth/complete`)
  expect(form).toMatchObject({ method: 'POST', action: `${stack.bff.url}/auth/complete` })
  const key = form?.inputs.find(({ name }) => name === 'replacement')?.value ?? ''
  expect(key).not.toBe('')
  return { browser, page, key }
}

const merchantOf = async (browser: Browser) => (await readConnected(browser)).merchant.id
const replace = (browser: Browser, key: string, headers = {}) =>
  browser.complete([['replacement', key]], headers)

test('the merchant is asked, and until there is an answer nothing changes', async () => {
  const { browser, page } = await reconnect()
  expect(readText(page)).toContain('You connected another business')
  expect(page).toMatch(/<a class="action second" href="\/">/)
  expect(await merchantOf(browser)).toBe(otherId)
  expect((await browser.call('/api/v1/webhooks')).status).toBe(200)
})

test('a yes replaces the connection, and ends the one before', async () => {
  const { browser, key } = await reconnect()
  const before = browser.jar.get('__Host-Http-mpc') ?? ''
  const response = await replace(browser, key)
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/payments')
  expect(await merchantOf(browser)).toBe('0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01')
  const copy = stack.browser()
  copy.jar.set('__Host-Http-mpc', before)
  expect(await readSession(copy)).toEqual({ connected: false })
})

test('a second yes, a late one, a made-up one and one from elsewhere change nothing', async () => {
  const { browser, key } = await reconnect()
  await readFailurePage(await replace(browser, key, { origin: 'https://evil.example' }), 403)
  for (const wrong of ['', 'x', 'A'.repeat(43), `${key}A`, key.slice(0, -1)]) {
    await readFailurePage(await replace(browser, wrong), 400)
  }
  expect(await merchantOf(browser)).toBe(otherId)
  expect((await replace(browser, key)).status).toBe(303)
  const after = await readConnected(browser)
  await readFailurePage(await replace(browser, key), 400)
  expect(await readConnected(browser)).toEqual(after)

  const late = await reconnect()
  advance(stack, 601)
  await readFailurePage(await replace(late.browser, late.key), 400)
  expect(await merchantOf(late.browser)).toBe(otherId)
})

test('nobody else can be made to say yes: the key works in the browser that was asked', async () => {
  const attacker = await reconnect()
  const victim = stack.browser()
  await victim.connect({ vat: 'DK87654321' })
  const before = await readConnected(victim)
  // Any page can post to the callback, which passes everything on from our own origin.
  const parameters = [['replacement', attacker.key]] as const
  for (const browser of [victim, stack.browser()]) {
    await readFailurePage(await browser.land({ mode: 'form_post', parameters }), 400)
  }
  expect(await readConnected(victim)).toEqual(before)
  // And it was not used up by the attempt.
  expect((await replace(attacker.browser, attacker.key)).status).toBe(303)
})
