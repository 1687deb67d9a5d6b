import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page
let asked: string[]

beforeAll(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await chromium.newPage()
  await page.setViewportSize({ width: 1280, height: 800 })
  await startConnecting(page, stack.bff.url, '12345678')
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})
beforeEach(async () => {
  // The page with the least in common with others.
  await page.goto(`${stack.bff.url}/settings`)
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await page.mouse.move(700, 780)
  await page.waitForLoadState('networkidle')
  asked = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
})

/** The files of a page that are its own, by the build's own list. */
async function filesOf(path: string): Promise<readonly string[]> {
  const answer = await fetch(`${stack.bff.url}/pages.json`)
  const pages = z.record(z.string(), z.array(z.string())).parse(await answer.json())
  const files = pages[path]?.map((file) => `/${file}`) ?? []
  expect(files.length).toBeGreaterThan(0)
  return files
}

const link = (name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name })

test.each([
  ['Payouts', '/payouts', 'pointing at', async () => link('Payouts').hover()],
  [
    'Payments',
    '/payments',
    'reaching by keyboard',
    async () => {
      await link('Payouts').focus()
      await page.keyboard.press('Tab')
    },
  ],
] as const)('the code of %s (%s) comes with %s its link', async (name, path, _how, reach) => {
  const [own = ''] = await filesOf(path)
  expect(asked).not.toContain(own)
  await reach()
  await expect.poll(() => asked).toContain(own)
  await page.waitForLoadState('networkidle')

  // And is all that a click needs.
  await page.route('**/assets/*.js', (route) => route.abort())
  await link(name).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.unroute('**/assets/*.js')
})
