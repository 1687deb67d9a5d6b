import { afterAll, beforeAll, expect, test } from 'vitest'

import { finish, type Visit, visitPortal } from '../../e2e/framed-page.ts'
import { type FramedStack, startFramedStack } from '../../e2e/framed-stack.ts'
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

const otherId = '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1cff'

/** Connects, makes it another business with the same VAT number, and connects once more. */
async function reconnect({ page, frame, connect, start }: Visit) {
  await connect()
  const { context } = chromium
  const cookies = await context.cookies()
  const held = cookies.find(({ name }) => name === '__Host-Http-mpc-e')
  const { sessions } = stack.bff.deps
  const opened = await sessions.open(held?.value ?? '')
  if (held === undefined || opened.kind !== 'open') throw new Error('nobody is connected')
  const { session } = opened
  const tokens = { ...session.tokens, merchantId: otherId }
  const value = await sessions.seal({ ...session, tokens })
  await context.addCookies([{ ...held, value }])

  const console = await frame()
  await page.evaluate(`document.querySelector('#connect').navigate('/connection')`)
  await console.getByRole('button', { name: 'Reconnect' }).click()
  await finish(await start())
  await page.bringToFront()
  const dialog = console.getByRole('dialog')
  await dialog.getByText('You connected another business.').waitFor()
  const merchant = () =>
    console.evaluate<string>(
      `fetch('/auth/session', { headers: { 'X-CSRF': '1', 'X-MPC-Client': 'demo' } })
        .then((answer) => answer.json()).then(({ merchant }) => merchant.id)`,
    )
  return { dialog, merchant }
}

test('a merchant who reconnects as another business decides which one to keep', async () => {
  const visitor = await visitPortal(stack, chromium)
  const { dialog, merchant } = await reconnect(visitor)
  await dialog.getByRole('button', { name: 'Keep the one I had' }).click()
  await dialog.getByRole('button', { name: 'Continue to MobilePay' }).waitFor()
  expect(await merchant()).toBe(otherId)
})

test('and the new one takes its place where that is the answer', async () => {
  const visitor = await visitPortal(stack, chromium)
  const { dialog, merchant } = await reconnect(visitor)
  await dialog.getByRole('button', { name: 'Use the new connection' }).click()
  await dialog.waitFor({ state: 'detached' })
  await visitor.page.locator('#status[data-word=connected]').waitFor()
  expect(await merchant()).not.toBe(otherId)
})
