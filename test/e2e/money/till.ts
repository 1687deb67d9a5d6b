import type { Locator, Page } from 'playwright-core'
import { vi } from 'vitest'

import type { World } from '../../sandbox/data/world.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

/** A connected business, and MobilePay's own books of it. */
export interface Till {
  readonly stack: Stack
  readonly page: Page
  /** Shows a page and waits until everything on it is there. */
  readonly open: (path: string) => Promise<void>
  readonly world: () => World
  readonly close: () => Promise<void>
}

export async function openTill(vat: string): Promise<Till> {
  const stack = await startStack()
  const chromium: LaunchedBrowser = await launchBrowser({ thirdPartyCookies: 'blocked' })
  const page = await (await chromium.browser.newContext({ acceptDownloads: true })).newPage()
  const isFinnish = vat.startsWith('FI')
  page.setDefaultTimeout(15_000)
  await startConnecting(page, stack.bff.url, isFinnish ? vat : vat.slice(2))
  await allowAtMobilePay(page, isFinnish ? 'aino@example.fi' : undefined)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  return {
    stack,
    page,
    async open(path) {
      await page.goto(stack.bff.url + path)
      await settle(page)
    },
    world() {
      const found = stack.sandbox.control.world(vat)
      if (!found) throw new Error(`the stand-in has no ${vat}`)
      return found
    },
    async close() {
      await chromium.close()
      await stack.close()
    },
  }
}

/** Waits until nothing on the page is loading any more. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
  const loading = page.locator('.skeletons, .skeleton-kpi, .button-pending, .turning')
  await vi.waitUntil(async () => (await loading.count()) === 0, { timeout: 20_000 })
}

/** Waits for a text to be shown; fails where it is not. */
export async function expectText(
  place: Pick<Locator, 'getByText'>,
  ...text: Parameters<Locator['getByText']>
): Promise<void> {
  await place.getByText(...text).waitFor()
}

/** An amount as the console writes it in English. */
export function kroner(minor: number): string {
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'DKK',
    currencyDisplay: 'code',
  })
  // A space that does not break, in Playwright's matches one like any other.
  return format.format(minor / 100).replaceAll('\u00A0', ' ')
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

/** A fault of MobilePay's; the bff asks three times before it passes one on. */
export const fault = {
  kind: 'respond',
  status: 500,
  contentType: 'text/plain',
  body: '',
} as const
