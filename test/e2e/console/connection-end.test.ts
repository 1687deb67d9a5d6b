import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeAll(async () => {
  // Long enough for the console's warning not to show by itself.
  stack = await startStack({ settings: { SESSION_IDLE_SECONDS: '600' } })
})
beforeEach(async () => {
  stack.sandbox.control.revoke('DK12345678')
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await chromium.newPage()
  // Wide enough for every section to be in sight.
  await page.setViewportSize({ width: 1280, height: 800 })
  await startConnecting(page, stack.bff.url, '12345678')
  await allowAtMobilePay(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
})
afterEach(() => chromium.close())
afterAll(() => stack.close())

/** Time goes by everywhere: for the bff, at MobilePay, and in the page. */
async function pass(seconds: number): Promise<void> {
  stack.bff.advance(seconds)
  await stack.sandbox.control.pass(seconds)
  await page.clock.fastForward(seconds * 1000)
}

const reconnects = () => page.getByRole('button', { name: /^Reconnect/ })

test('a withdrawn consent shows in one banner, and what it allowed counts as ended', async () => {
  await page.goto(`${stack.bff.url}/connection`)
  await page.getByText('Allowed').first().waitFor()
  stack.sandbox.control.revoke('DK12345678')
  stack.sandbox.control.rejectAccessTokens()
  await page.getByRole('link', { name: 'Transactions' }).click()
  await reconnects().waitFor()
  // The page's own calls fail as well; each of them has no button of its own.
  await page.waitForLoadState('networkidle')
  expect(await reconnects().count()).toBe(1)
  await page.getByRole('link', { name: 'Connection' }).click()
  await page.getByRole('heading', { level: 1, name: 'Connection' }).waitFor()
  expect(await reconnects().count()).toBe(1)
  expect(await page.getByText('Allowed').count()).toBe(0)
})

test('after a reload the form says why it is there, and brings back to the same page', async () => {
  stack.sandbox.control.revoke('DK12345678')
  stack.sandbox.control.rejectAccessTokens()
  const address = `${stack.bff.url}/transactions?sort=asc`
  await page.goto(address)
  await reconnects().waitFor()
  await page.goto(address)
  await page.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  // What may have happened, what is not touched by it, and what to do.
  await page.getByText(/withdrawn .* or the same business was connected anew elsewhere/).waitFor()
  await page.getByText(/go on as before\. Connect again to go on\.$/).waitFor()
  const number = page.getByRole('textbox', { name: /VAT number/ })
  expect(await number.inputValue()).toBe('12345678')
  await page.getByRole('button', { name: /MobilePay/ }).click()
  await page.getByRole('button', { name: /^Yes/ }).click()
  await page.waitForURL(address)
})

test('the page of the connection says how long it lasts, and that this machine is for tests', async () => {
  await page.goto(`${stack.bff.url}/connection`)
  await page.getByText(/^While it is used\. Ends if it is not used before \d/).waitFor()
  await page.getByText('Test, on this machine').waitFor()
  expect(await page.locator('.badge').allTextContents()).toEqual(['Test'])
})

test('what was typed into a form is there again after connecting again', async () => {
  const address = `${stack.bff.url}/payments/new`
  await page.goto(address)
  const reference = page.getByRole('textbox', { name: /^Reference/ })
  await reference.fill('Order 4711')
  stack.sandbox.control.revoke('DK12345678')
  stack.sandbox.control.rejectAccessTokens()
  await page.goto(address)
  await reconnects().click()
  await page.getByRole('button', { name: /^Yes/ }).click()
  await page.waitForURL(address)
  expect(await reference.inputValue()).toBe('Order 4711')
})

test('who disconnected is told nothing of an end', async () => {
  await page.goto(`${stack.bff.url}/connection`)
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('heading', { name: 'Disconnected' }).waitFor()
  // The page behind says the same.
  const said = await page.locator('.pill').allTextContents()
  expect(new Set(said)).toEqual(new Set(['Disconnected', 'Ended']))
  await page.getByRole('button', { name: /^Reconnect/, includeHidden: true }).waitFor({
    state: 'detached',
  })
  await page.goto(`${stack.bff.url}/transactions`)
  await page.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  expect(new URL(page.url()).search).toBe('?return_to=%2Ftransactions')
})

test('before an unused session ends there is a warning, and one key keeps it', async () => {
  await page.clock.install()
  await page.goto(`${stack.bff.url}/settings`)
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  const stay = page.getByRole('button', { name: 'Stay connected' })
  await pass(400)
  await page.waitForLoadState('networkidle')
  expect(await stay.count()).toBe(0)
  await pass(90)
  await stay.waitFor()
  await stay.focus()
  await page.keyboard.press('Enter')
  await stay.waitFor({ state: 'detached' })
  const left: unknown = await page.evaluate(
    `fetch('/auth/session', { headers: { 'X-CSRF': '1' } })
      .then((answer) => answer.json())
      .then(({ sessionExpiresAt }) => Date.parse(sessionExpiresAt) - Date.now())`,
  )
  expect(left).toBeGreaterThan(500_000)
})
