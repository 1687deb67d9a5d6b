import type { Page } from 'playwright-core'
import { vi } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'
import { fillIn, merchantOf } from './ids.ts'
import type { Look } from './looks.ts'
import { type Pattern, publicPatterns } from './places.ts'

/** A person who goes from page to page, connected wherever that is needed. */
export interface Visitor {
  /** Shows a page, and waits until everything on it is there. */
  readonly visit: (pattern: Pattern, look: Omit<Look, 'name'>) => Promise<Page>
  /** The page's address, for what is not a visit. */
  readonly open: (pattern: Pattern) => Promise<{ page: Page; url: string }>
  readonly close: () => Promise<void>
}

export async function createVisitor(): Promise<Visitor> {
  const stack: Stack = await startStack()
  const chromium: LaunchedBrowser = await launchBrowser({ thirdPartyCookies: 'blocked' })
  const pages = new Map<string, Page>()
  const paths = new Map<Pattern, string>()

  async function pathOf(pattern: Pattern, page: Page): Promise<string> {
    if (!pattern.includes(':')) return pattern
    const path = paths.get(pattern) ?? (await fillIn(pattern, page))
    paths.set(pattern, path)
    return path
  }

  /** Each merchant has a profile of its own, and so has nobody. */
  async function pageOf(vat: string): Promise<Page> {
    const known = pages.get(vat)
    if (known) return known
    const page = await (await chromium.browser.newContext()).newPage()
    if (vat !== '') {
      await startConnecting(page, stack.bff.url, vat.slice(2))
      await allowAtMobilePay(page)
      await page.waitForURL((url) => url.origin === stack.bff.url && url.pathname !== '/connect')
    }
    pages.set(vat, page)
    return page
  }

  async function open(pattern: Pattern) {
    const page = await pageOf(publicPatterns.includes(pattern) ? '' : merchantOf(pattern))
    return { page, url: stack.bff.url + (await pathOf(pattern, page)) }
  }

  return {
    open,
    async visit(pattern, { width, height, scheme }) {
      const { page, url } = await open(pattern)
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.goto(url)
      await settle(page)
      // Of another page nobody asked.
      if (page.url() !== url && pattern !== '/') throw new Error(`${url} led to ${page.url()}`)
      return page
    },
    async close() {
      await chromium.close()
      await stack.close()
    },
  }
}

/** Waits until a page is complete: its heading is there, and nothing on it is still loading. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  const loading = page.locator('.skeletons, .skeleton-kpi')
  await vi.waitUntil(async () => (await loading.count()) === 0, { timeout: 20_000 })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}
