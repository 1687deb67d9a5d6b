import { afterAll, beforeAll, expect, test } from 'vitest'

import { type FramedStack, startFramedStack } from '../e2e/framed-stack.ts'
import { launchBrowser, type LaunchedBrowser } from '../support/chromium.ts'

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

test.each(['en', 'da', 'fi'])(
  'the demo portal shows everything on a narrow phone, in %s',
  async (locale) => {
    const page = await chromium.newPage()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`${stack.portal.url}/?locale=${locale}`)
    await page.locator('#rows tr').first().waitFor()
    const outside: unknown = await page.evaluate(`
      [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(({ localName, className }) => localName + '.' + className)`)
    expect(outside).toEqual([])
    const pills = page.locator('#rows .pill:visible')
    expect(await pills.count()).toBe(await page.locator('#rows tr').count())
    await page.close()
  },
)
