import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeAll(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await chromium.newPage()
  await startConnecting(page, stack.bff.url, '12345678')
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.addInitScript(`
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shifts.push({
          value,
          what: sources.map(({ node }) => node?.className ?? node?.nodeName ?? '').join(', '),
        })
      }
    }).observe({ type: 'layout-shift', buffered: true })`)
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

const shiftsSchema = z.array(z.object({ value: z.number(), what: z.string() }))

/** A tenth is what counts as good (web.dev, "Cumulative Layout Shift"); ours is an order below. */
const allowed = 0.01

const sizes = [
  [1280, 800],
  [390, 844],
] as const

test.each(
  sizes.flatMap(([width, height]) =>
    ['/overview', '/transactions', '/payouts'].map((path) => [path, width, height] as const),
  ),
)('on %s at %i px nothing moves when the answers come', async (path, width, height) => {
  await page.setViewportSize({ width, height })
  // Held back until the page is seen without them.
  const { promise: seen, resolve: onSeen } = Promise.withResolvers<undefined>()
  await page.route('**/api/**', async (route) => {
    await seen
    await route.continue()
  })
  await page.goto(stack.bff.url + path)
  await page.locator('.skeleton').first().waitFor()
  onSeen(undefined)
  await page.locator('.row, .table tbody tr').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.unrouteAll({ behavior: 'wait' })
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
  const shifts = shiftsSchema.parse(await page.evaluate('window.shifts'))
  const sum = shifts.reduce((total, { value }) => total + value, 0)
  // With what moved, should it be too much.
  expect(sum < allowed ? [] : shifts).toEqual([])
})
