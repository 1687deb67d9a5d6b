import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../support/chromium.ts'
import { finish, visitPortal } from './framed-page.ts'
import { type FramedStack, startFramedStack } from './framed-stack.ts'
import { expectConnected, logInAtMobilePay, startConnecting } from './steps.ts'

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

describe.each([
  ['a plain portal, through its opener', ''],
  ['an isolated portal, through the mailbox', 'coop=same-origin&coep=require-corp'],
])('in %s', (_, query) => {
  test('a merchant connects, works, reloads the page and is still connected', async () => {
    const { page, frame, connect, events } = await visit(query)
    const steps = await page.evaluate('history.length')
    await connect()
    let console = await frame()
    await console.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await console.locator('.rows .row').nth(5).waitFor()
    await page.evaluate(`document.querySelector('#connect').navigate('/connection')`)
    await console.getByRole('heading', { level: 1, name: 'Connection' }).waitFor()
    expect(await console.locator('main').textContent()).toContain('DK12345678')

    await page.reload()
    console = await frame()
    // Where it was, because the portal was told and keeps it in its address.
    await console.getByRole('heading', { level: 1, name: 'Connection' }).waitFor()
    await page.locator('#status[data-word=connected]').waitFor()
    expect((await events()).join('\n')).toMatch(
      /mpc-session.*\n?.*"signedIn":true,"merchant":\{"id":"[\w-]+","vat":"DK12345678"\}/,
    )
    // Nothing of this may stand between the portal's pages and its Back button.
    expect(await page.evaluate('history.length')).toBe(steps)
  })
})

test('logging out in the frame leaves the tab alone, and the other way round', async () => {
  stack.sandbox.control.setRefreshTokens('ReUse')
  onTestFinished(() => stack.sandbox.control.setRefreshTokens('OneTime'))
  const { page, frame, connect } = await visit()
  await connect()
  const tab = await chromium.newPage()
  await startConnecting(tab, stack.bff.url, '12345678')
  await expectConnected(tab, stack.bff.url)

  await page.bringToFront()
  await page.locator('#logout').click()
  await (await frame()).getByText('Disconnected.').waitFor()
  await tab.bringToFront()
  await tab.reload()
  await tab.locator('.rows .row').nth(5).waitFor()

  await page.bringToFront()
  await connect()
  await tab.bringToFront()
  await tab.goto(`${stack.bff.url}/connection`)
  await tab.getByRole('button', { name: 'Disconnect' }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await tab.getByRole('button', { name: 'Done' }).waitFor()
  await tab.close()
  await page.bringToFront()
  await page.reload()
  await page.locator('#status[data-word=connected]').waitFor()
})

test('a frame that is reloaded in the middle of a login goes on waiting for its answer', async () => {
  const { page, frame, start } = await visit()
  const tab = await start()
  await logInAtMobilePay(tab)
  await page.bringToFront()
  await page.reload()
  await (await frame()).getByText('Continue in the other window').waitFor()
  await tab.bringToFront()
  await tab.getByRole('button', { name: /^Yes/ }).click()
  await page.bringToFront()
  await page.locator('#status[data-word=connected]').waitFor()
  const heading = (await frame()).getByRole('heading', { level: 1 })
  expect(await heading.textContent()).toBe('Overview')
})

test('where the portal goes on to another merchant, the one before counts as signed out', async () => {
  const { page, frame, connect } = await visit()
  await connect()
  const console = await frame()
  await console.locator('.rows .row').nth(5).waitFor()
  await page.locator('[name=vat]').selectOption('DK87654321')
  await console
    .getByText('Fjordbook is showing DK87654321, but DK12345678 is connected here.')
    .waitFor()
  expect(await console.locator('.rows').count()).toBe(0)
  await page.locator('#status[data-word=notConnected]').waitFor()

  await page.locator('[name=vat]').selectOption('DK12345678')
  await console.locator('.rows .row').nth(5).waitFor()
  await page.locator('#status[data-word=connected]').waitFor()
})

test('connecting again, and for more, keeps what is on the page', async () => {
  const { page, frame, connect, start } = await visit()
  await connect()
  const console = await frame()
  await page.evaluate(`document.querySelector('#connect').navigate('/transactions?sort=asc')`)
  await console.getByRole('link', { name: /show the newest first/ }).waitFor()
  await console.evaluate(`document.querySelector('table').dataset.mark = 'kept'`)

  stack.sandbox.control.revoke('DK12345678')
  stack.sandbox.control.rejectAccessTokens()
  await page.locator('#refresh').click()
  await console.getByText('What you see stays, but is not up to date.').waitFor()
  await page.locator('#status[data-word=notConnected]').waitFor()
  await console.getByRole('button', { name: 'Reconnect' }).first().click()
  await console.getByRole('dialog').getByText('for DK12345678').waitFor()
  const tab = await start()
  await finish(tab)
  await page.bringToFront()
  await console.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('#status[data-word=connected]').waitFor()
  await console.getByText('What you see stays').waitFor({ state: 'detached' })
  expect(await console.locator('table[data-mark=kept]').count()).toBe(1)
  await console.getByRole('link', { name: /show the newest first/ }).waitFor()
})

test('an answer to the connection before, come late, does not end the new one', async () => {
  const { page, frame, connect, start } = await visit()
  await connect()
  const console = await frame()
  await console.locator('.rows .row').nth(5).waitFor()
  stack.sandbox.control.revoke('DK12345678')
  stack.sandbox.control.rejectAccessTokens()
  await page.locator('#refresh').click()
  await console.getByText('What you see stays, but is not up to date.').waitFor()

  const { promise: held, resolve: onHeld } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let isHolding = true
  await chromium.context.route('**/api/**', async (route) => {
    if (!isHolding) return route.continue()
    const response = await route.fetch()
    onHeld()
    await released
    // Nobody may be waiting for it any more.
    return route.fulfill({ response }).catch(() => undefined)
  })
  onTestFinished(() => chromium.context.unrouteAll({ behavior: 'ignoreErrors' }))
  await page.evaluate(`document.querySelector('#connect').navigate('/transactions?sort=asc')`)
  await held
  isHolding = false
  await console.getByRole('button', { name: 'Reconnect' }).first().click()
  await finish(await start())
  await page.bringToFront()
  release()
  await console.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('#status[data-word=connected]').waitFor()
  await console.getByText('What you see stays').waitFor({ state: 'detached' })
  expect(await console.getByRole('table').count()).toBe(1)
})

test('under OneTime a newer consent in a tab ends the frame’s, which says so and recovers', async () => {
  const { page, frame, connect, start } = await visit()
  await connect()
  const tab = await chromium.newPage()
  onTestFinished(() => tab.close())
  await startConnecting(tab, stack.bff.url, '12345678')
  await expectConnected(tab, stack.bff.url)

  await page.bringToFront()
  stack.sandbox.control.rejectAccessTokens()
  await page.locator('#refresh').click()
  const console = await frame()
  await console.getByText('What you see stays, but is not up to date.').waitFor()
  await console.getByRole('button', { name: 'Reconnect' }).first().click()
  await finish(await start())
  await page.bringToFront()
  await console.getByText('What you see stays').waitFor({ state: 'detached' })
  await page.locator('#status[data-word=connected]').waitFor()
  expect(await console.locator('.rows').count()).toBe(2)
})

test('two pages of one portal know of each other’s connecting and disconnecting', async () => {
  const first = await visit()
  const page = await chromium.newPage()
  onTestFinished(() => page.close())
  await page.goto(stack.portal.url)
  await page.locator('#status[data-word=notConnected]').waitFor()
  await first.page.bringToFront()
  await first.connect()
  await page.locator('#status[data-word=connected]').waitFor()
  const console = await first.frame()
  await first.page.evaluate(`document.querySelector('#connect').navigate('/connection')`)
  await console.getByRole('button', { name: 'Disconnect' }).click()
  const dialog = console.getByRole('dialog')
  await dialog.getByText('Connect in a tab of its own is not touched.').waitFor()
  await dialog.getByRole('button', { name: 'Disconnect' }).click()
  await page.locator('#status[data-word=notConnected]').waitFor()
  // MobilePay's portal cannot be left from inside another page.
  await dialog.getByRole('button', { name: 'Done' }).waitFor()
  expect(await dialog.getByRole('link').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await console.getByText('Disconnected. Inside Fjordbook').waitFor()
  await first.page.locator('#status[data-word=notConnected]').waitFor()
})
