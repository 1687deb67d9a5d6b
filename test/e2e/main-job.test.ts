import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { findLeaks, secretsOf } from '../support/canaries.ts'
import { launchBrowser, type LaunchedBrowser } from '../support/chromium.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { bodyOf, recordTraffic, type Traffic } from '../support/traffic.ts'
import { allowAtMobilePay, expectConnected, startConnecting } from './steps.ts'

describe.each(['form_post', 'fragment'])('the main job in %s mode', (mode) => {
  let stack: Stack
  let chromium: LaunchedBrowser
  let traffic: Traffic
  let page: Page

  beforeAll(async () => {
    stack = await startStack({ settings: { MOBILEPAY_RESPONSE_MODE: mode } })
    chromium = await launchBrowser({ thirdPartyCookies: 'blocked', recording: true })
    traffic = recordTraffic(chromium.context)
    page = await chromium.newPage()
    // Wide enough for the navigation to hold every section.
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  afterAll(async () => {
    await chromium.close()
    await stack.close()
  })

  test('a merchant connects and sees real transactions', async () => {
    await startConnecting(page, stack.bff.url, '12345678')
    await allowAtMobilePay(page)
    await expectConnected(page, stack.bff.url)
    await page.getByRole('link', { name: 'Transactions', exact: true }).click()
    await page.getByRole('table').getByRole('row').nth(5).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Transactions')
  })

  test('an expired access token is renewed unseen', async () => {
    stack.bff.advance(290)
    await page.reload()
    await page.getByRole('table').getByRole('row').nth(5).waitFor()
    expect(stack.bff.logLines.join('')).toContain('"refreshed":true')
  })

  test('the merchant disconnects, and an open second tab knows at once', async () => {
    const second = await chromium.newPage()
    await second.goto(`${stack.bff.url}/connection`)
    await second.getByRole('button', { name: 'Disconnect' }).waitFor()
    await page.bringToFront()
    await page.getByRole('link', { name: 'Connection' }).click()
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await second.waitForURL(/\/connect\b/)
    await second.close()
    await page.bringToFront()
    await page.getByRole('heading', { name: 'Disconnected' }).waitFor()
    await page.evaluate('history.back()')
    await page.waitForURL(({ pathname }) => pathname !== '/connection')
    await page.waitForTimeout(500)
    expect(await page.getByRole('cell').count()).toBe(0)
    const cookies = await chromium.context.cookies(stack.bff.url)
    expect(cookies.map(({ name }) => name)).toEqual([])
  })

  test('no byte that the browser received or kept is a secret', async () => {
    const secrets = secretsOf(stack)
    expect(secrets.length).toBeGreaterThan(8)
    const own = traffic.answers.filter(({ url }) => url.startsWith(stack.bff.url))
    expect(own.length).toBeGreaterThan(20)
    for (const answer of own) {
      const where = `${answer.method} ${answer.url}`
      const path = new URL(answer.url).pathname
      const head = answer.headers.map(([name, value]) => `${name}: ${value}`).join('\n')
      expect.soft(findLeaks(`${answer.url}\n${head}`, secrets), `head of ${where}`).toEqual([])
      // The two exemptions of the protocol: decision 10.
      const body = bodyOf(answer)
      const seen =
        path === '/auth/callback'
          ? body.replaceAll(/(name="(?:code|id_token)" value=")[^"]*/g, '$1')
          : body.replace(/([?&]id_token_hint=)[^&"]*/, '$1')
      expect.soft(findLeaks(seen, secrets), `body of ${where}`).toEqual([])
    }
    expect(findLeaks(traffic.console.join('\n'), secrets)).toEqual([])
    const urls = await page.evaluate(
      'JSON.stringify([localStorage, sessionStorage, document.cookie])',
    )
    expect(findLeaks(String(urls), secrets)).toEqual([])
  })

  test('no line of the log holds a secret', () => {
    expect(findLeaks(stack.bff.logLines.join(''), secretsOf(stack))).toEqual([])
  })

  test('nothing on any page was against its content security policy', () => {
    expect(traffic.console.filter((line) => /Content.Security.Policy/i.test(line))).toEqual([])
  })
})
