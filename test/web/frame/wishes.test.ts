import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { visitPortal } from '../../e2e/framed-page.ts'
import { type FramedStack, startFramedStack } from '../../e2e/framed-stack.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'

let stack: FramedStack
let chromium: LaunchedBrowser

beforeAll(async () => {
  stack = await startFramedStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked', colorScheme: 'light' })
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

const visit = (query?: string) => visitPortal(stack, chromium, query)

const styleOf = (console: Frame, selector: string, property: string) =>
  console.evaluate(
    `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
  )

test('language, theme, title and colours follow the portal without a reload', async () => {
  const { page, frame } = await visit('theme=light')
  const console = await frame()
  await console.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  await console.evaluate(`window.mark = 'kept'`)

  await page.locator('[name=locale]').selectOption('da')
  await console.getByRole('heading', { level: 1, name: 'Forbind MobilePay' }).waitFor()
  expect(await console.evaluate('document.documentElement.lang')).toBe('da')

  await page.locator('[name=theme]').selectOption('dark')
  await console.locator(':root[data-theme=dark]').waitFor()
  expect(await styleOf(console, ':root', 'color-scheme')).toBe('dark')
  // The portal's page shows through, as long as both are of one scheme.
  expect(await styleOf(console, ':root', 'background-color')).toBe('rgba(0, 0, 0, 0)')
  expect(
    await page.evaluate(
      `getComputedStyle(document.querySelector('#connect').shadowRoot.querySelector('iframe')).colorScheme`,
    ),
  ).toBe('dark')

  const warned = page.waitForEvent('console', (message) => message.text().includes('#ffee00'))
  await page.evaluate(`Object.assign(document.querySelector('#connect'), {
    appearance: { accent: '#ffee00', radius: 2, background: '#202020' },
  })`)
  await page.locator('[name=theme]').selectOption('light')
  expect((await warned).text()).toMatch(/accent #ffee00 is hard to see in the light theme: #/)
  expect(await styleOf(console, ':root', '--radius')).toBe('2px')
  // Dark behind light cards is not what a light theme has.
  expect(await styleOf(console, ':root', 'background-color')).toBe('rgba(0, 0, 0, 0)')

  await page.evaluate(`document.querySelector('#connect').toggleAttribute('hide-title')`)
  await console.locator('h1.hidden').waitFor({ state: 'attached' })
  await page.evaluate(`document.querySelector('#connect').appearance = {}`)
  await expect.poll(() => styleOf(console, ':root', '--radius')).toBe('8px')
  expect(await console.evaluate('window.mark')).toBe('kept')
})

test('the portal leads, hears where it got to, and keeps its Back button and the focus', async () => {
  const { page, frame, connect, events } = await visit()
  await connect()
  const console = await frame()
  await console.locator('.rows .row').nth(5).waitFor()
  const steps = await page.evaluate('history.length')

  await page.locator('#switches [name=theme]').focus()
  await page.evaluate(`document.querySelector('#connect').navigate('/connection')`)
  await console.getByRole('heading', { level: 1, name: 'Connection' }).waitFor()
  await expect
    .poll(async () => (await events()).at(-1))
    .toContain('{"path":"/connection","title":"Connection"}')
  expect(await page.evaluate('document.activeElement.name')).toBe('theme')

  await console.locator('.skip').focus()
  await page.keyboard.press('Enter')
  expect(await console.evaluate('document.activeElement.id')).toBe('main')
  await page.evaluate(`document.querySelector('#connect').navigate('/nowhere')`)
  await console.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor()
  await console.getByRole('link', { name: 'Go to the start' }).click()
  await console.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  expect(await page.evaluate('history.length')).toBe(steps)

  const read = page.waitForResponse(/\/api\/v3\/reporting\/transactions/)
  await page.locator('#refresh').click()
  expect((await read).status()).toBe(200)

  const fault = { kind: 'respond', status: 500, contentType: 'text/plain', body: '' } as const
  stack.sandbox.control.faults.next('api', fault, 20)
  await page.locator('#refresh').click()
  await page.locator('#events', { hasText: '"code":"mobilepay_error"' }).waitFor()
  stack.sandbox.control.faults.clear()
})

test('in a frame that is as tall as its content, dialogs open where the merchant looks', async () => {
  const { page, frame, connect } = await visit('auto-height')
  await page.setViewportSize({ width: 1000, height: 700 })
  await connect()
  const console = await frame()
  await page.evaluate(`document.querySelector('#connect').navigate('/transactions')`)
  const row = console.getByRole('table').getByRole('link').nth(60)
  await row.scrollIntoViewIfNeeded()
  const inner = Number(await console.evaluate('innerHeight'))
  expect(inner).toBeGreaterThan(3000)
  await row.click()
  const close = console.getByRole('dialog').getByRole('button', { name: 'Close' })
  const box = await close.boundingBox()
  expect(box?.y).toBeGreaterThan(0)
  expect(box?.y).toBeLessThan(100)
  await page.keyboard.press('Escape')

  const period = console.getByRole('button', { name: /^Period/ })
  await period.scrollIntoViewIfNeeded()
  await period.click()
  const popover = await console.locator('.popover').boundingBox()
  expect(popover?.y).toBeGreaterThanOrEqual(0)
  expect((popover?.y ?? 0) + (popover?.height ?? 0)).toBeLessThanOrEqual(700)
})

test('tabs that do not fit stand in a menu, and nothing hangs over the edge', async () => {
  const { page, frame, connect } = await visit()
  await connect()
  const console = await frame()
  const tabs = console.getByRole('navigation')
  await page.evaluate(`document.querySelector('#connect').style.width = '1600px'`)
  await tabs.getByRole('link', { name: 'Connection' }).waitFor()
  expect(await tabs.getByRole('button').count()).toBe(0)
  const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await console.evaluate(widths)).toBe(0)
  await page.evaluate(`document.querySelector('#connect').style.width = '320px'`)
  await tabs.getByRole('button', { name: 'More' }).click()
  await console.getByRole('menuitem', { name: 'Connection' }).click()
  await console.getByRole('heading', { level: 1, name: 'Connection' }).waitFor()
  expect(await console.evaluate(widths)).toBe(0)
  await page.evaluate(`document.querySelector('#connect').style.width = '1600px'`)
  await tabs.getByRole('link', { name: 'Connection' }).waitFor()
})
