import { randomUUID } from 'node:crypto'

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { startConnected } from '../connected.ts'
import { customers } from '../data/customers.ts'
import type { Sandbox } from '../sandbox.ts'

let sandbox: Sandbox
const [karen] = customers

beforeAll(async () => {
  const connected = await startConnected('shop')
  ;({ sandbox } = connected)
  const { merchant } = connected
  // A night, so that there is something in the log.
  await merchant.json('GET', '/v1/webhooks')
  await sandbox.control.passNight()
  const { paymentPoints } = z
    .object({ paymentPoints: z.array(z.object({ paymentPointId: z.string() })) })
    .parse(await merchant.json('GET', '/v1/paymentpoints'))
  for (const reference of [
    'Order-1',
    'An-order-with-a-very-long-name-that-does-not-break-anywhere',
  ]) {
    await merchant.json('POST', '/v1/payments', {
      amount: 12_345,
      idempotencyKey: randomUUID(),
      paymentPointId: paymentPoints[0]?.paymentPointId,
      redirectUri: 'https://shop.example/done',
      reference,
      description: 'Etiopien Guji 250 g',
    })
  }
})
afterAll(() => sandbox.close())

const paths = ['/', '/phone', `/phone/${karen?.id}`, '/deliveries', '/clock']

describe.each([
  ['light', 320],
  ['dark', 1280],
] as const)('in %s, %i wide', (colorScheme, width) => {
  let chromium: LaunchedBrowser
  let page: Page
  beforeAll(async () => {
    chromium = await launchBrowser({ thirdPartyCookies: 'allowed', colorScheme })
    page = await chromium.newPage()
    await page.setViewportSize({ width, height: 800 })
  })
  afterAll(() => chromium.close())

  test.each(paths)('%s can be used by everybody, and fits', async (path) => {
    await page.goto(sandbox.portalUrl + path)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const { scrollWidth, clientWidth } = z
      .object({ scrollWidth: z.number(), clientWidth: z.number() })
      .parse(
        await page.evaluate(
          '({ scrollWidth, clientWidth } = document.documentElement, { scrollWidth, clientWidth })',
        ),
      )
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth)
  })
})
