import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { startSite } from '../../web/embed/site.ts'
import { finish } from '../framed-page.ts'
import { allowAtMobilePay, expectConnected } from '../steps.ts'
import {
  connectedIn,
  consolesIn,
  elements,
  openPage,
  type Portals,
  startIn,
  startPortals,
} from './portals.ts'

let portals: Portals
let chromium: LaunchedBrowser

beforeAll(async () => {
  portals = await startPortals({
    portal: { host: '127.0.0.1', content: elements('client-key="portal" vat="DK12345678"') },
  })
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  chromium.context.setDefaultTimeout(8000)
})
beforeEach(async () => {
  await chromium.context.clearCookies()
  portals.sandbox.control.revoke('DK12345678')
})
afterAll(async () => {
  await chromium.close()
  await portals.close()
})

async function openConsole() {
  const page = await openPage(chromium, portals.url('portal'))
  const [console] = await consolesIn(page)
  if (console === undefined) throw new Error('no console')
  return { page, console }
}

test('a window that the browser holds back is asked for once more, and then works', async () => {
  const { console } = await openConsole()
  const button = console.locator('button[type=submit]:not([aria-disabled])')
  await button.waitFor()
  // Long after anybody has pressed anything.
  await console.evaluate(`new Promise((end) => setTimeout(() => {
    document.querySelector('form').requestSubmit()
    end()
  }, 6000))`)
  await console.getByText('Nothing opened?').waitFor()
  await console.getByRole('button', { name: 'Open sign-in' }).waitFor()
  await finish(await startIn(chromium, console))
  expect(await connectedIn(console)).toBe('DK12345678')
})

test('where the mailbox cannot be reached the window’s opener brings the answer', async () => {
  const { console } = await openConsole()
  await console.locator('button[type=submit]:not([aria-disabled])').waitFor()
  await chromium.context.route(/\/auth\/wait/, (route) => route.abort())
  onTestFinished(() => chromium.context.unrouteAll({ behavior: 'ignoreErrors' }))
  await finish(await startIn(chromium, console))
  expect(await connectedIn(console)).toBe('DK12345678')
})

test('a portal that comes back from the browser’s history has its console as it was', async () => {
  const { page, console } = await openConsole()
  await finish(await startIn(chromium, console))
  expect(await connectedIn(console)).toBe('DK12345678')
  await page.evaluate(`{
    window.said = []
    addEventListener('pageshow', ({ persisted }) => said.push(persisted ? 'restored' : 'loaded'))
    for (const type of ['mpc-ready', 'mpc-session']) {
      addEventListener(type, ({ detail }) => said.push(type + ' ' + (detail?.signedIn ?? '')))
    }
  }`)
  await page.goto('about:blank')
  await page.goBack({ waitUntil: 'commit' })
  // Playwright does not know the frames of a restored page: only the portal can be asked.
  const said = () => page.evaluate('window.said.toSorted().join()')
  await expect.poll(said).toBe('mpc-ready ,restored')
  await page.evaluate(`document.querySelector('mobilepay-connect').logout()`)
  await expect.poll(said).toBe('mpc-ready ,mpc-session false,restored')
})

describe.each(['form_post', 'fragment'])('a login in a tab of its own, by %s', (mode) => {
  let tabs: Portals
  beforeAll(async () => {
    tabs = await startPortals({}, { MOBILEPAY_RESPONSE_MODE: mode })
  })
  beforeEach(() => tabs.sandbox.control.revoke('DK12345678'))
  afterAll(() => tabs.close())

  test('from our own page', async () => {
    const page = await openPage(chromium, `${tabs.bff.url}/auth/login?merchant_vat=DK12345678`)
    await allowAtMobilePay(page)
    await expectConnected(page, tabs.bff.url)
  })

  test('from another site’s link, after a press of our own button', async () => {
    const link = `<a href="${tabs.bff.url}/auth/login?merchant_vat=DK12345678">Connect</a>`
    const site = await startSite('other.test', () => ({ body: link }))
    onTestFinished(() => site.close())
    const page = await openPage(chromium, site.origin)
    await page.getByRole('link').click()
    await page.getByRole('button', { name: /MobilePay/ }).click()
    await allowAtMobilePay(page)
    await expectConnected(page, tabs.bff.url)
  })
})
