import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { visitPortal } from '../../e2e/framed-page.ts'
import { type FramedStack, startFramedStack } from '../../e2e/framed-stack.ts'
import { logInAtMobilePay } from '../../e2e/steps.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'

let stack: FramedStack
let chromium: LaunchedBrowser

beforeAll(async () => {
  stack = await startFramedStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds in the console's frame; the rest of the page is the portal's. */
async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.bringToFront()
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`)
      .filter((line) => line.includes('iframe')),
  )
}

test.each(['light', 'dark'])(
  'every state of the frame can be used by everyone, in the %s theme',
  async (theme) => {
    const { page, frame, start, connect } = await visitPortal(stack, chromium, `theme=${theme}`)
    const console = await frame()
    // axe takes what it cannot see behind a frame for white.
    await page.evaluate(`Object.assign(document.querySelector('#connect'), {
      appearance: { accent: '#b3472f', background: '${theme === 'dark' ? '#1d2029' : '#ffffff'}' },
    })`)
    const found: Record<string, readonly string[]> = {}
    const look = async (state: string) => {
      found[state] = await violationsIn(page)
    }

    await console.getByRole('button', { name: 'Continue to MobilePay' }).waitFor()
    await look('connect')
    const tab = await start()
    await console.getByText('Continue in the other window').waitFor()
    await page.bringToFront()
    await console.getByText('The window is gone, or shows an error?').click()
    await look('waiting')
    await logInAtMobilePay(tab)
    await tab.getByRole('button', { name: /^No/ }).click()
    await console.getByText('declined at MobilePay').waitFor()
    await look('denied')
    await connect()
    await console.locator('.rows .row').nth(5).waitFor()
    await look('overview')
    await page.evaluate(`document.querySelector('#connect').navigate('/transactions')`)
    await console.getByRole('table').getByRole('row').nth(5).waitFor()
    await look('transactions')
    await console.getByRole('table').getByRole('link').nth(3).click()
    await console.getByRole('dialog').waitFor()
    await look('a panel')
    await page.keyboard.press('Escape')
    await page.evaluate(`document.querySelector('#connect').navigate('/connection')`)
    await console.getByRole('button', { name: 'Reconnect' }).click()
    await console.getByRole('dialog').getByText('for DK12345678').waitFor()
    await look('connecting again')
    await page.keyboard.press('Escape')
    await page.locator('[name=vat]').selectOption('DK87654321')
    await console.getByText('Fjordbook is showing DK87654321').waitFor()
    await look('another merchant')
    await page.locator('[name=vat]').selectOption('DK12345678')
    await page.evaluate(`document.querySelector('#connect').style.width = '320px'`)
    await console.getByRole('button', { name: 'More' }).click()
    await console.getByRole('menuitem', { name: 'Connection' }).waitFor()
    await look('a narrow frame, with the menu open')

    expect(Object.values(found).flat()).toEqual([])
    expect(Object.keys(found).length).toBe(9)
  },
  60_000,
)
