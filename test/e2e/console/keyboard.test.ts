import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'
import { findViolations } from './violations.ts'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeAll(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await (await chromium.browser.newContext()).newPage()
  await startConnecting(page, stack.bff.url, '12345678')
  await allowAtMobilePay(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
})
beforeEach(async () => {
  await page.goto(`${stack.bff.url}/settings`)
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

const field = () => page.getByRole('searchbox', { name: /^Go to a page/ })
const help = () => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

test('Ctrl and K find a page by its name, and go there', async () => {
  await page.keyboard.press('Control+k')
  await field().waitFor()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.type('transac')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/transactions')
  await field().waitFor({ state: 'detached' })
})

test('Escape closes it, and the focus is back where it was', async () => {
  const link = page.getByRole('link', { name: 'Connection' })
  await link.focus()
  await page.keyboard.press('Control+k')
  await field().waitFor()
  await page.keyboard.type('x')
  await page.keyboard.press('Escape')
  await field().waitFor({ state: 'detached' })
  await expect
    .poll(() => page.evaluate('document.activeElement?.textContent'))
    .toContain('Connection')
})

test('a text that is nothing here says what can be typed', async () => {
  await page.keyboard.press('Control+k')
  await field().fill('zzz')
  await page.getByText(/^Nothing found\./).waitFor()
  expect(await page.getByRole('dialog').getByText('Transactions').count()).toBe(0)
})

test('a question mark shows the shortcuts, and single keys can be turned off', async () => {
  await page.keyboard.press('?')
  await help().waitFor()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await page.getByRole('radio', { name: 'Off' }).check({ force: true })
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  // It opens after the key before it would have opened the help.
  await field().waitFor()
  expect(await help().count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.reload()
  expect(await page.getByRole('radio', { name: 'Off' }).isChecked()).toBe(true)
  await page.getByRole('radio', { name: 'On', exact: true }).check({ force: true })
})

test('language and theme change at once, and stay', async () => {
  await page.getByText('Dansk').click()
  await page.getByRole('heading', { level: 1, name: 'Indstillinger' }).waitFor()
  await page.getByText('Mørkt').click()
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Indstillinger' }).waitFor()
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  await page.getByText('English').click()
  await page.getByText('As the system').click()
  expect(await page.evaluate('localStorage.theme')).toBeUndefined()
})
