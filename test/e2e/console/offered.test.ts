import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { visitPortal } from '../framed-page.ts'
import { startFramedStack } from '../framed-stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeAll(async () => {
  stack = await startStack({ settings: { MOBILEPAY_SCOPES: 'webhooks invoice' } })
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await chromium.newPage()
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

test('only products that the installation may ask for are offered, before and after', async () => {
  await page.goto(`${stack.bff.url}/connect`)
  await page.getByRole('checkbox').first().waitFor()
  const names = await page.locator('.choice-label').allTextContents()
  expect(names).toEqual(['Invoice', 'Webhooks'])
  await startConnecting(page, stack.bff.url, '12345678')
  await allowAtMobilePay(page)
  await page.waitForURL(({ origin, pathname }) => origin === stack.bff.url && pathname !== '/')
  await page.goto(`${stack.bff.url}/connection`)
  await page.getByText('Allowed').first().waitFor()
  expect(await page.locator('.grant .choice-label').allTextContents()).toEqual(names)
  expect(await page.getByRole('link', { name: 'Transactions' }).count()).toBe(0)
})

test('a page of another product says so, and has no way to ask for it', async () => {
  await page.goto(`${stack.bff.url}/transactions`)
  await page.getByText('Transaction Reporting is not part of this page').waitFor()
  expect(await page.getByRole('button', { name: 'Grant access' }).count()).toBe(0)
})

test('a portal offers what it and the installation both may ask for, and connects with that', async () => {
  const framed = await startFramedStack(
    { scopes: ['transactionreporting', 'webhooks'] },
    { MOBILEPAY_SCOPES: 'webhooks invoice' },
  )
  onTestFinished(() => framed.close())
  const visitor = await visitPortal(framed, chromium)
  const console = await visitor.frame()
  await console.getByRole('checkbox').first().waitFor()
  expect(await console.locator('.choice-label').allTextContents()).toEqual(['Webhooks'])
  await visitor.connect()
  await console.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  expect(await console.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
    'Webhooks',
    'Connection',
  ])
})
