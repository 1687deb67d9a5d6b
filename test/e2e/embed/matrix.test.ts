import { setTimeout as sleep } from 'node:timers/promises'

import type { Frame, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { sandboxTokens } from '#shared/embed.ts'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { finish, visitPortal } from '../framed-page.ts'
import { type FramedStack, startFramedStack } from '../framed-stack.ts'
import { type Cell, cells, type Outcome } from './cells.ts'
import { setOpenerPolicy } from './opener-policy.ts'

/** Set by `pnpm test:full`. */
const isFull = process.env['FULL'] !== undefined
const seen: Outcome[] = []

describe.each(['form_post', 'fragment'] as const)('a login from a frame, by %s', (mode) => {
  let stack: FramedStack
  let chromium: LaunchedBrowser

  beforeAll(async () => {
    stack = await startFramedStack({}, { MOBILEPAY_RESPONSE_MODE: mode })
    chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  })
  afterAll(async () => {
    await chromium.close()
    await stack.close()
  })

  const chosen = cells.filter((cell) => cell.mode === mode && (isFull || cell.quick))
  test.each(chosen.map((cell) => [cell.name, cell] as const))('%s', async (_name, cell) => {
    const endPolicy = setOpenerPolicy(stack.sandbox.portalUrl, cell.provider)
    try {
      const outcome = await attempt(stack, chromium, cell)
      expect(outcome).toBe(cell.expected)
      seen.push(outcome)
    } finally {
      endPolicy()
    }
  })
})

afterAll(() => {
  const count = (...outcomes: readonly Outcome[]) =>
    seen.filter((outcome) => outcomes.includes(outcome)).length
  const explained = count('no window', 'provider refuses', 'nothing runs')
  console.log(
    `matrix: ${seen.length} logins as expected, ${count('opener')} through the opener, ` +
      `${count('mailbox')} through the mailbox, ${explained} stopped by a sandbox and explained`,
  )
})

/** Presses Connect and does what a merchant can, until it is connected or an explanation stands. */
async function attempt(
  stack: FramedStack,
  chromium: LaunchedBrowser,
  { query }: Cell,
): Promise<Outcome> {
  const { page, frame } = await visitPortal(stack, chromium, query)
  const console = await frame()
  const button = console.locator('button[type=submit]:not([aria-disabled])')
  const help = console.locator('.frame-help, noscript')
  await button.or(help).filter({ visible: true }).first().waitFor()
  if (!(await button.isVisible())) {
    await expectHelp(help)
    return 'nothing runs'
  }
  if (query.includes('sandbox')) {
    await console.getByRole('textbox', { name: /VAT number/ }).fill('12345678')
  }
  const opened = chromium.context.waitForEvent('page').catch(() => undefined)
  await button.click()
  const stuck = console.getByText('Nothing opened?').waitFor()
  // On a busy machine a window may come later than the console gives up on it.
  const tab = await Promise.race([opened, stuck.then(() => sleep(3000, undefined))])
  stuck.catch(() => undefined)
  if (tab === undefined) {
    await expectTokens(console)
    return 'no window'
  }
  await vi.waitUntil(() => /^(chrome-error|http:.*\/account\/)/.test(tab.url()), { timeout: 8000 })
  if (tab.url().startsWith('chrome-error')) {
    await tab.close()
    await page.bringToFront()
    await console.getByText('Continue in the other window').waitFor()
    await expectTokens(console)
    return 'provider refuses'
  }
  const hasOpener = await tab.evaluate('opener !== null')
  await finish(tab)
  await page.bringToFront()
  await console.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await expectStillConnected(page, frame)
  return hasOpener ? 'opener' : 'mailbox'
}

async function expectStillConnected(page: Page, frame: () => Promise<Frame>): Promise<void> {
  await page.reload()
  const heading = (await frame()).getByRole('heading', { level: 1, name: 'Overview' })
  await heading.waitFor()
  expect(await heading.count()).toBe(1)
}

/** What stands there where nothing of ours can run. */
async function expectHelp(help: Locator): Promise<void> {
  expect((await help.allInnerTexts()).join(' ')).toContain(sandboxTokens.join(' '))
}

/** What stands there for the portal's developers. */
async function expectTokens(console: Frame): Promise<void> {
  const more = console.getByText('The window is gone, or shows an error?')
  if (await more.isVisible()) await more.click()
  await console.getByText('For the developers of Fjordbook').click()
  expect(await console.locator('code').allInnerTexts()).toEqual([...sandboxTokens])
}
