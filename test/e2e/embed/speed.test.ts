import type { Frame, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'

import { launchBrowser } from '../../support/chromium.ts'
import { finish } from '../framed-page.ts'
import { consolesIn, elements, openPage, startIn, startPortals } from './portals.ts'

const rounds = 15

/** A figure for the record, not a limit: nothing here fails for being slow. */
test.runIf(process.env['FULL'] !== undefined)(
  'how long from the click until connected, in a frame and in a tab by turns',
  { timeout: 240_000 },
  async () => {
    const portals = await startPortals({
      portal: { host: '127.0.0.1', content: elements('client-key="portal" vat="DK12345678"') },
    })
    onTestFinished(() => portals.close())
    const chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
    onTestFinished(() => chromium.close())
    const portal = await openPage(chromium, portals.url('portal'))
    const [framed] = await consolesIn(portal)
    if (framed === undefined) throw new Error('no console')
    // So that MobilePay asks nothing any more: what is left is the machines' time.
    await finish(await startIn(chromium, framed))
    const tab = await openPage(chromium, `${portals.bff.url}/connect`)

    const times: Record<'frame' | 'tab', number[]> = { frame: [], tab: [] }
    for (let round = 0; round < rounds; round += 1) {
      times.frame.push(await inFrame(portal, framed))
      times.tab.push(await inTab(tab, portals.bff.url))
    }
    const [frame, top] = [median(times.frame), median(times.tab)]
    console.log(
      `click to connected, median of ${rounds}: ${frame} ms in a frame, ${top} ms in a tab, ` +
        `ratio ${(frame / top).toFixed(2)}`,
    )
    expect(times.frame).toHaveLength(rounds)

    async function inFrame(page: Page, console: Frame): Promise<number> {
      await page.bringToFront()
      await page.evaluate(`document.querySelector('mobilepay-connect').logout()`)
      const button = console.locator('button[type=submit]:not([aria-disabled])')
      await button.waitFor()
      const opened = chromium.context.waitForEvent('page')
      const pressedAt = performance.now()
      await button.click()
      const window = await opened
      if (!window.isClosed()) await window.waitForEvent('close')
      await page.bringToFront()
      await console.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
      return Math.round(performance.now() - pressedAt)
    }
  },
)

async function inTab(page: Page, url: string): Promise<number> {
  await page.bringToFront()
  await page.evaluate(`fetch('/auth/logout', { method: 'POST', headers: { 'X-CSRF': '1' } })`)
  await page.goto(`${url}/connect?merchant_vat=DK12345678`)
  const button = page.getByRole('button', { name: /MobilePay/ })
  await button.waitFor()
  const pressedAt = performance.now()
  await button.click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  return Math.round(performance.now() - pressedAt)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
