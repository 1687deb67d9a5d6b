import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'

import { finish, type Visit, visitPortal } from '../../e2e/framed-page.ts'
import { type FramedStack, startFramedStack } from '../../e2e/framed-stack.ts'
import { logInAtMobilePay } from '../../e2e/steps.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'

// Each walks through two windows and two logins.
vi.setConfig({ testTimeout: 60_000 })

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

const visit = (query?: string) => visitPortal(stack, chromium, query)

async function expectConnected({ page, frame }: Visit): Promise<void> {
  await page.bringToFront()
  const heading = (await frame()).getByRole('heading', { level: 1, name: 'Overview' })
  await heading.waitFor()
  expect(await heading.count()).toBe(1)
}

test('a merchant who says no can try again at once', async () => {
  const visitor = await visit()
  const tab = await visitor.start()
  await logInAtMobilePay(tab)
  await tab.getByRole('button', { name: /^No/ }).click()
  const console = await visitor.frame()
  await console.getByText('Nothing was connected: the request was declined').waitFor()
  await expect
    .poll(async () => (await visitor.events()).join('\n'))
    .toContain('"code":"login_denied"')
  await visitor.connect()
  await expectConnected(visitor)
})

test('a merchant who closed the window starts over', async () => {
  const visitor = await visit()
  const tab = await visitor.start()
  const console = await visitor.frame()
  await console.getByText('Continue in the other window').waitFor()
  await tab.close()
  await visitor.page.bringToFront()
  await console.getByText('The window is gone, or shows an error?').click()
  await console.getByText(/your browser blocks cookies for localhost:\d+\. Allow them/).waitFor()
  await console.getByRole('button', { name: 'Start over' }).click()
  await visitor.page.locator('#status[data-word=notConnected]').waitFor()
  await visitor.connect()
  await expectConnected(visitor)
})

test('a slow first window still counts after starting over', async () => {
  const visitor = await visit()
  const tab = await visitor.start()
  const console = await visitor.frame()
  await visitor.page.bringToFront()
  await console.getByRole('button', { name: 'Start over' }).click()
  await console.getByRole('button', { name: 'Continue to MobilePay' }).waitFor()
  await finish(tab)
  await expectConnected(visitor)
})

test('a login that somebody starts a second time connects nobody, and says so', async () => {
  const visitor = await visit()
  const console = await visitor.frame()
  await console.locator('button[type=submit]:not([aria-disabled])').waitFor()
  const h = await console.locator('input[name=h]').inputValue()
  await visitor.start()
  await console.getByText('Continue in the other window').waitFor()
  const tab = await chromium.newPage()
  onTestFinished(() => tab.close())
  await tab.goto(`${stack.bff.url}/connect`)
  await tab.evaluate(`(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/auth/login' })
    form.append(Object.assign(document.createElement('input'), { name: 'h', value: ${JSON.stringify(h)} }))
    document.body.append(form)
    form.submit()
  })()`)
  await visitor.page.bringToFront()
  await console.getByText('The same login was started twice').waitFor()
  await expect
    .poll(async () => (await visitor.events()).join('\n'))
    .toContain('"code":"login_burnt"')
})

test('while MobilePay’s login does not answer, that is what is said', async () => {
  const visitor = await visit()
  const tab = await visitor.start()
  stack.sandbox.control.faults.next('token', { kind: 'reset' })
  await logInAtMobilePay(tab)
  await tab.getByRole('button', { name: /^Yes/ }).click()
  const console = await visitor.frame()
  await console.getByText('MobilePay’s login did not answer. Try again in a moment.').waitFor()
  await visitor.connect()
  await expectConnected(visitor)
})

test('an iframe whose sandbox lets no window open is explained, to merchant and developer', async () => {
  const { page, frame } = await visit(
    'sandbox=allow-scripts+allow-same-origin+allow-forms+allow-downloads',
  )
  const console = await frame()
  await page.bringToFront()
  await console.getByRole('textbox', { name: /VAT number/ }).fill('12345678')
  await console.locator('button[type=submit]:not([aria-disabled])').click()
  await console.getByText('Nothing opened?').waitFor()
  const again = console.getByRole('button', { name: 'Open sign-in' })
  await again.waitFor()
  expect(await console.locator('form').getAttribute('target')).toBe('_blank')
  await console.locator('summary').click()
  expect(await console.locator('code').allTextContents()).toEqual([
    'allow-scripts',
    'allow-same-origin',
    'allow-forms',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
  ])
})

/** A browser that keeps none of our cookies in a frame. */
async function keepNoCookies(frame: () => Promise<Frame>): Promise<void> {
  await chromium.context.route('**/auth/handle', async (route) => {
    // Renewed for as long as the page is open, also while that is being closed.
    const response = await route.fetch().catch(() => undefined)
    if (response === undefined) return
    const headers = { ...response.headers() }
    delete headers['set-cookie']
    await route.fulfill({ response, headers })
  })
  onTestFinished(() => chromium.context.unrouteAll({ behavior: 'ignoreErrors' }))
  await (await frame()).page().reload()
}

test('without cookies it works as long as the page stays, and says so', async () => {
  const visitor = await visit()
  await keepNoCookies(visitor.frame)
  const console = await visitor.frame()
  await console.getByText('Your browser keeps no cookies for pages inside Fjordbook.').waitFor()
  const link = console.getByRole('link', { name: 'Open in its own window' })
  expect(await link.getAttribute('href')).toMatch(/^\/connect\?merchant_vat=DK12345678&scope=/)
  await visitor.connect()
  await expectConnected(visitor)
  await console.locator('.rows .row').nth(5).waitFor()
  expect(await console.evaluate('document.cookie')).toBe('')
  await visitor.page.reload()
  await visitor.page.locator('#status[data-word=notConnected]').waitFor()
})

test('where the server insists on cookies, a window of its own is the way', async () => {
  const strict = await startFramedStack({}, { EMBED_COOKIELESS: 'off' })
  onTestFinished(() => strict.close())
  const { frame } = await visitPortal(strict, chromium)
  await keepNoCookies(frame)
  const console = await frame()
  await console.getByText('MobilePay can only be connected in a window of its own.').waitFor()
  await console.getByRole('link', { name: 'Open in its own window' }).waitFor()
  expect(await console.locator('button[type=submit]').count()).toBe(0)
})

test('a portal that may not connect a merchant, and not ask for a product, says so', async () => {
  const limited = await startFramedStack({ vats: ['DK12345678'], scopes: ['webhooks'] })
  onTestFinished(() => limited.close())
  const visitor = await visitPortal(limited, chromium, 'vat=DK87654321')
  const console = await visitor.frame()
  await console.getByText('Fjordbook cannot connect this business here.').waitFor()
  expect(await console.getByRole('checkbox').count()).toBe(1)
  await visitor.page.locator('[name=vat]').selectOption('DK12345678')
  await visitor.connect()
  // It starts with what this portal does show; anything else says that it is not here.
  await console.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  await visitor.page.evaluate(`document.querySelector('#connect').navigate('/transactions')`)
  await console.getByText('Transaction Reporting is not part of this page').waitFor()
  expect(await console.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
    'Webhooks',
    'Connection',
  ])
})

test('a browser that allows a frame no storage at all still shows the console', async () => {
  const bare = await launchBrowser({ thirdPartyCookies: 'blocked' })
  onTestFinished(() => bare.close())
  await bare.context.addInitScript(`
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
    }
    window.BroadcastChannel = function () { throw new DOMException('no', 'SecurityError') }
  `)
  const visitor = await visitPortal(stack, bare)
  await visitor.connect()
  await expectConnected(visitor)
})
