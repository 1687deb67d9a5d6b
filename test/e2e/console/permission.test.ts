import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'

import { launchBrowser } from '../../support/chromium.ts'
import { finish, visitPortal } from '../framed-page.ts'
import { startFramedStack } from '../framed-stack.ts'
import { type Desk, openDesk } from '../payments/desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
  desk.page.setDefaultTimeout(8000)
})
afterAll(() => desk.close())

/** As the merchant who connects without App Payments does; MobilePay knows the person by now. */
async function connectWithout(): Promise<void> {
  desk.stack.sandbox.control.revoke('DK12345678')
  const page = await desk.page.context().newPage()
  const query = new URLSearchParams({
    merchant_vat: 'DK12345678',
    scope: 'transactionreporting',
    return_to: '/settings',
  })
  await page.goto(`${desk.stack.bff.url}/auth/login?${query.toString()}`)
  await page.getByRole('button', { name: /^Yes/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await page.close()
  await desk.page.bringToFront()
}

beforeEach(connectWithout)

async function grant(): Promise<void> {
  const { page } = desk
  await page.getByRole('button', { name: 'Grant access' }).click()
  await page.getByRole('button', { name: /^Yes/ }).click()
}

test('the button that needs a permission asks for it, and is there again to be pressed', async () => {
  const { page } = desk
  desk.capture('ASK-1', 12_500)
  await desk.open('/transactions?q=ASK-1&type=Payment')
  await page.getByRole('link', { name: 'ASK-1' }).click()
  const panel = page.getByRole('dialog', { name: 'Payment' })
  const address = page.url()
  await panel.getByRole('button', { name: 'needs permission Refund' }).click()
  await page.getByText('Create payment links, and capture, cancel or refund payments.').waitFor()
  await grant()
  await page.waitForURL(address)
  await panel.getByRole('link', { name: 'Refund' }).click()
  await page.getByRole('button', { name: 'Refund DKK 125.00' }).waitFor()
  expect(desk.calls('POST', /refunds/)).toBe(0)
})

test('a form whose permission has gone asks for it, and has its input again afterwards', async () => {
  const { page } = desk
  const payment = desk.capture('ASK-2', 25_000)
  const address = `${desk.stack.bff.url}/payments/${payment.id}/refund`
  await desk.open(`/payments/${payment.id}/refund`)
  await grant()
  await page.waitForURL(address)
  const amount = page.getByRole('textbox', { name: /^Amount/ })
  await amount.fill('40')
  // In another tab of the same browser.
  await connectWithout()
  await amount.waitFor({ state: 'detached' })
  await page.getByText('This needs the permission App Payments').waitFor()
  await grant()
  await page.waitForURL(address)
  expect(await amount.inputValue()).toBe('40')
  await page.getByRole('button', { name: 'Refund DKK 40.00' }).click()
  await page.getByText('Refunded DKK 40.00').first().waitFor()
  expect(desk.money(payment)).toEqual({ paid: 25_000, refunded: 4000, payments: 1, refunds: 1 })
})

test('in a portal the page that lacks a permission is the same page afterwards, with its form', async () => {
  const framed = await startFramedStack()
  onTestFinished(() => framed.close())
  const chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  onTestFinished(() => chromium.close())
  const { page, frame, connect, start } = await visitPortal(framed, chromium)
  const console = await frame()
  await console.locator('.choice').filter({ hasText: 'App Payments' }).click()
  await connect()
  await page.evaluate(`document.querySelector('#connect').navigate('/payments/new')`)
  await console.getByRole('button', { name: 'Grant access' }).click()
  await finish(await start())
  await page.bringToFront()
  await console.getByRole('textbox', { name: /^Amount/ }).waitFor()
  expect(await console.getByRole('button', { name: 'Grant access' }).count()).toBe(0)
})
