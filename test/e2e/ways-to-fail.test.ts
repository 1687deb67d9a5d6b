import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../support/chromium.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { allowAtMobilePay, expectConnected, logInAtMobilePay, startConnecting } from './steps.ts'

describe('a login that does not work out ends on a page with words and a way on', () => {
  let stack: Stack
  let chromium: LaunchedBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startStack()
  })
  beforeEach(async () => {
    // So that each login is asked for consent.
    stack.sandbox.control.revoke('DK12345678')
    chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
    page = await chromium.newPage()
  })
  afterEach(async () => {
    stack.sandbox.control.faults.clear()
    await chromium.close()
  })
  afterAll(() => stack.close())

  /** The page's heading; every such page has a reference, and its way on leads somewhere that works. */
  async function expectPage(heading: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    expect(await page.locator('small').textContent()).toMatch(/^Reference: [\da-f-]{36}$/)
  }

  async function expectWayOn(): Promise<void> {
    await page.getByRole('link', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  }

  test('the merchant says no', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await logInAtMobilePay(page)
    await page.getByRole('button', { name: /^No/ }).click()
    await expectPage('MobilePay was not connected')
    await expectWayOn()
    expect(await page.getByRole('textbox', { name: /VAT number/ }).inputValue()).toContain(
      '12345678',
    )
  })

  test('the login took longer than ten minutes', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await logInAtMobilePay(page)
    await chromium.context.clearCookies({ name: /__Host-Http-mpc-tx-/ })
    await page.getByRole('button', { name: /^Yes/ }).click()
    await expectPage('This login cannot be finished here')
    await expectWayOn()
  })

  test('the provider is down at the callback', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await logInAtMobilePay(page)
    stack.sandbox.control.faults.next('token', { kind: 'reset' })
    await page.getByRole('button', { name: /^Yes/ }).click()
    await expectPage('MobilePay cannot be reached right now')
    await expectWayOn()
    // The grant stands, so trying again is all there is to do.
    await startConnecting(page, stack.bff.url, '12345678')
    await expectConnected(page, stack.bff.url)
  })

  test('a VAT number of somebody else stays at MobilePay, and the console can start again', async () => {
    await page.goto(`${stack.bff.url}/auth/login?merchant_vat=FI12345678`)
    await page.getByLabel('E-mail').fill('mette@example.dk')
    await page.getByLabel('Password').fill('test-password')
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL(/\/account\/home\/error/)
    await page.goto(stack.bff.url)
    await page.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/connect')
  })

  test('a malformed VAT number in a link', async () => {
    await page.goto(`${stack.bff.url}/auth/login?merchant_vat=12345678`)
    await expectPage('That VAT number cannot be connected')
    await expectWayOn()
  })

  test('the back button after a login leads nowhere bad', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await allowAtMobilePay(page)
    await expectConnected(page, stack.bff.url)
    await page.evaluate('history.back()')
    // MobilePay's question, which is answered already: what follows is its page or the console.
    await page.waitForURL(({ origin }) => origin === stack.sandbox.portalUrl)
    await page.goto(`${stack.bff.url}/transactions`)
    await page.getByRole('heading', { level: 1, name: 'Transactions' }).waitFor()
  })

  test('an authorization response that is posted again leads to the console', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await logInAtMobilePay(page)
    const posted = page.waitForRequest(/\/auth\/complete$/)
    await page.getByRole('button', { name: /^Yes/ }).click()
    const body = (await posted).postData() ?? ''
    await expectConnected(page, stack.bff.url)
    const before = await chromium.context.cookies(stack.bff.url)
    await page.evaluate(`(() => {
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        action: '/auth/complete',
      })
      for (const [name, value] of new URLSearchParams(${JSON.stringify(body)})) {
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
      }
      document.body.append(form)
      form.submit()
    })()`)
    await expectConnected(page, stack.bff.url)
    const after = await chromium.context.cookies(stack.bff.url)
    expect(after.map(({ value }) => value)).toEqual(before.map(({ value }) => value))
  })
})

test('while MobilePay cannot be reached the console says so, and works once it is back', async () => {
  const stack = await startStack()
  const chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  try {
    stack.sandbox.control.faults.next('discovery', { kind: 'reset' })
    const page = await chromium.newPage()
    await startConnecting(page, stack.bff.url, '12345678')
    await page
      .getByRole('heading', { level: 1, name: 'MobilePay cannot be reached right now' })
      .waitFor()
    stack.bff.advance(3)
    await page.getByRole('link', { name: 'Try again' }).click()
    await allowAtMobilePay(page)
    await expectConnected(page, stack.bff.url)
  } finally {
    await chromium.close()
    await stack.close()
  }
})
