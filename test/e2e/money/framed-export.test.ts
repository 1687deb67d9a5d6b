import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { sandboxTokens } from '#shared/embed.ts'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { finish, visitPortal } from '../framed-page.ts'
import { type FramedStack, startFramedStack } from '../framed-stack.ts'
import { expectText } from './till.ts'

let stack: FramedStack
let chromium: LaunchedBrowser
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'downloads-'))
  stack = await startFramedStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  // Not by Playwright's own downloads, which the profile's own context has none of.
  const control = await chromium.browser.newBrowserCDPSession()
  const behavior = { behavior: 'allow', downloadPath: folder } as const
  await control.send('Browser.setDownloadBehavior', behavior)
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
  await rm(folder, { recursive: true })
})

/** Exports the payouts from inside a portal's own iframe, and tells the files that came of it. */
async function exportIn(tokens: readonly string[]): Promise<readonly string[]> {
  const query = new URLSearchParams({ sandbox: tokens.join(' ') })
  const { page, frame, start } = await visitPortal(stack, chromium, query.toString())
  const console = await frame()
  await console.getByRole('textbox', { name: /VAT number/ }).fill('12345678')
  await finish(await start())
  await page.bringToFront()
  await console.getByRole('link', { name: 'Payouts', exact: true }).click()
  await console.getByRole('table').getByRole('row').nth(5).waitFor()
  await console.getByRole('button', { name: 'CSV' }).click()
  const dialog = console.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expectText(dialog, 'Saved as payouts_')
  // Nothing tells a frame whether its file got through, so it is said in either case.
  await expectText(dialog, 'ask Fjordbook to allow downloads')
  await page.waitForTimeout(500)
  const files = await readdir(folder)
  await Promise.all(files.map((file) => rm(join(folder, file))))
  return files
}

test('a frame in a sandbox that allows downloads saves the file', async () => {
  const files = await exportIn([...sandboxTokens, 'allow-downloads'])
  expect(files).toEqual([
    expect.stringMatching(/^payouts_\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}\.csv$/),
  ])
})

test('where the sandbox lacks that, what to do about it stands below the result', async () => {
  const files = await exportIn(sandboxTokens)
  expect(files).toEqual([])
})
