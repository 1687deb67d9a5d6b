import type { ConsoleMessage, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'

import { allowAtMobilePay } from '../../e2e/steps.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { type MiniStack, startMiniStack } from './mini-stack.ts'

let stack: MiniStack
let chromium: LaunchedBrowser

beforeAll(async () => {
  stack = await startMiniStack('fjordbook')
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
})

afterAll(async () => {
  await chromium.close()
  await stack.close()
})

async function openPortal(query = ''): Promise<Page> {
  await chromium.context.clearCookies()
  stack.revoke('DK12345678')
  const portal = await chromium.newPage()
  onTestFinished(() => portal.close())
  await portal.goto(`${stack.portalUrl}/${query}`)
  return portal
}

function frameOf(portal: Page): Promise<Frame> {
  return vi.waitUntil(() => portal.frames().find(isConsole), { timeout: 4000 })
}

function isConsole(frame: Frame): boolean {
  return frame.url().startsWith(`${stack.connectUrl}/embed/`)
}

async function connect(portal: Page): Promise<void> {
  const frame = await frameOf(portal)
  const opened = chromium.context.waitForEvent('page')
  await frame.getByRole('button', { name: 'Connect' }).click()
  const tab = await opened
  await allowAtMobilePay(tab)
  await frame.locator('body[data-connected=true]').waitFor()
  if (!tab.isClosed()) await tab.waitForEvent('close')
}

const said = (portal: Page) => portal.locator('#events li').allInnerTexts()

test.each([
  ['a plain portal', ''],
  ['an isolated portal', '?coop=same-origin&coep=require-corp'],
])('a merchant connects in %s, and is still connected after a reload', async (_, query) => {
  const portal = await openPortal(query)
  await connect(portal)
  await portal.locator('#status', { hasText: /^Connected$/ }).waitFor()
  const events = (await said(portal)).join('\n')
  expect(events).toContain('"state":"waiting"')
  expect(events).toContain('"state":"done"')
  expect(events).toMatch(/"signedIn":true,"merchant":\{"id":"[\w-]+","vat":"DK12345678"\}/)

  await portal.reload()
  await portal.locator('#status', { hasText: /^Connected$/ }).waitFor()
  // Nothing of it is in a jar that a tab would send.
  const tab = await chromium.newPage()
  await tab.goto(`${stack.connectUrl}/connect`)
  const session = `fetch('/auth/session', { headers: { 'X-CSRF': '1' } }).then((answer) => answer.json())`
  expect(await tab.evaluate(session)).toEqual({ connected: false })
  await tab.close()

  await portal.getByRole('button', { name: 'Disconnect' }).click()
  await portal.locator('#status', { hasText: /^Not connected$/ }).waitFor()
})

test('a frame that is reloaded in the middle of a login gets its answer', async () => {
  const portal = await openPortal()
  const frame = await frameOf(portal)
  const opened = chromium.context.waitForEvent('page')
  await frame.getByRole('button', { name: 'Connect' }).click()
  const tab = await opened
  await frame.locator('body[data-phase=started]').waitFor()
  await portal.reload()
  await allowAtMobilePay(tab)
  const reloaded = await frameOf(portal)
  await reloaded.locator('body[data-connected=true]').waitFor()
  expect(await reloaded.locator('body').getAttribute('data-phase')).toBe('connected')
})

test('an iframe with too narrow a sandbox is explained to its developer', async () => {
  const warnings: string[] = []
  const hear = (message: ConsoleMessage) => warnings.push(message.text())
  chromium.context.on('console', hear)
  onTestFinished(() => void chromium.context.off('console', hear))
  const portal = await openPortal('?sandbox=allow-scripts+allow-same-origin+allow-forms')
  const frame = await frameOf(portal)
  await frame.getByRole('button', { name: 'Connect' }).click()
  await frame.locator('body[data-phase=blocked]').waitFor()
  expect(warnings.join('\n')).toContain(
    'add: allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
  )
}, 15_000)
