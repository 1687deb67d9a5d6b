import type { Frame, Page } from 'playwright-core'
import { onTestFinished, vi } from 'vitest'

import type { LaunchedBrowser } from '../support/chromium.ts'
import type { FramedStack } from './framed-stack.ts'

/** A person before the demo portal. */
export interface Visit {
  readonly page: Page
  /** The console's frame, the present one after a reload too. */
  readonly frame: () => Promise<Frame>
  /** Presses the button that starts a login, and comes to MobilePay's page in its own window. */
  readonly start: () => Promise<Page>
  /** The whole login, and back. */
  readonly connect: () => Promise<void>
  /** What the portal's log says, oldest first. */
  readonly events: () => Promise<readonly string[]>
}

/** How long a step of a browser may take on a machine that does much else. */
const stepMilliseconds = 20_000

/** Opens the portal with nothing from before: no cookies, and no consent at MobilePay. */
export async function visitPortal(
  stack: FramedStack,
  chromium: LaunchedBrowser,
  query = '',
): Promise<Visit> {
  await chromium.context.clearCookies()
  for (const vat of ['DK12345678', 'DK87654321']) stack.sandbox.control.revoke(vat)
  chromium.context.setDefaultTimeout(stepMilliseconds)
  const page = await chromium.newPage()
  onTestFinished(() => page.close())
  await page.goto(`${stack.portal.url}/?${query}`)

  const frame = () =>
    vi.waitUntil(() => page.frames().find((one) => one.url().includes('/embed/demo')), {
      timeout: stepMilliseconds,
    })

  async function start(): Promise<Page> {
    const console = await frame()
    const opened = chromium.context.waitForEvent('page')
    await console.locator('button[type=submit]:not([aria-disabled])').click()
    return opened
  }

  return {
    page,
    frame,
    start,
    async connect() {
      await finish(await start())
      await page.bringToFront()
      await page.locator('#status[data-word=connected]').waitFor()
    },
    events: async () => (await page.locator('#events li').allInnerTexts()).toReversed(),
  }
}

/** Answers whatever MobilePay still asks: nothing of whom it knows, for what was allowed before. */
export async function finish(tab: Page): Promise<void> {
  const closed = tab.isClosed() ? Promise.resolve() : tab.waitForEvent('close')
  // A window in the background does not draw, and what is not drawn cannot be pressed.
  await tab.bringToFront()
  const email = tab.getByLabel('E-mail')
  const yes = tab.getByRole('button', { name: /^Yes/ })
  const asked = () =>
    Promise.race([
      closed.then(() => false),
      email
        .or(yes)
        .waitFor()
        .then(
          () => true,
          () => false,
        ),
    ])
  if ((await asked()) && (await email.isVisible())) {
    await email.fill('mette@example.dk')
    await tab.getByLabel('Password').fill('test-password')
    await tab.getByLabel('Password').press('Enter')
    await Promise.race([closed, yes.waitFor().catch(() => undefined)])
  }
  if (!tab.isClosed()) await yes.click()
  await closed
}
