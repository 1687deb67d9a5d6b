import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openReceiver, type Receiver } from '../../sandbox/delivery/receiver.ts'
import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

const vat = 'DK12345678'

let stack: Stack
let chromium: LaunchedBrowser
let receiver: Receiver
let page: Page

beforeAll(async () => {
  stack = await startStack()
  receiver = await openReceiver()
  stack.sandbox.control.deliveries.redirect('https://shop.example', receiver.url)
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await chromium.newPage()
  await startConnecting(page, stack.bff.url, vat.slice(2))
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
})

afterAll(async () => {
  await chromium.close()
  await receiver.close()
  await stack.close()
})

const webhooks = () => [...(stack.sandbox.control.world(vat)?.webhooks.all.values() ?? [])]
const named = (name: string) => page.getByRole('button', { name })

test('a webhook is made, tested, and its delivery checked with the key that a click reveals', async () => {
  await page.goto(`${stack.bff.url}/webhooks/new`)
  await page.getByLabel('Address').fill('http://shop.example/hook')
  await named('Create webhook').click()
  await page.getByText('The address must start with https://.').first().waitFor()
  await page.getByText('Choose at least one event.').first().waitFor()
  await page.getByLabel('Address').fill('HTTPS://Shop.example/hook')
  await page.getByRole('checkbox', { name: /Payout sent/ }).check({ force: true })
  await named('Create webhook').click()
  await page.getByRole('heading', { name: 'Webhook', exact: true }).waitFor()
  await page.getByText('https://shop.example/hook').waitFor()

  await named('Send a test').click()
  await expect.poll(() => receiver.received.length).toBe(1)
  await page.getByText('The test was delivered').waitFor()

  const made = webhooks().find(({ url }) => url === 'https://shop.example/hook')
  expect(made?.events).toEqual(['transfer.succeeded'])
  const key = made?.signatureKey ?? ''
  expect(await page.content()).not.toContain(key)
  await named('Show key').click()
  await page.getByText(key).waitFor()

  const [delivery] = receiver.received
  await page.goto(`${stack.bff.url}/webhooks/verify`)
  await page
    .getByLabel('Signature', { exact: true })
    .fill(String(delivery?.headers['x-mobilepay-signature']))
  await page.getByLabel('Address of the webhook').fill('https://shop.example/hook')
  await page.getByLabel('Body').fill(delivery?.body ?? '')
  await page.getByLabel('Signature key').fill(key)
  await named('Check the signature').click()
  await page.getByText('The signature matches').waitFor()
  await page.getByLabel('Address of the webhook').fill('https://SHOP.example/hook')
  await named('Check the signature').click()
  await page.getByText('It would with another spelling of the address').waitFor()
  await page.getByLabel('Body').fill('{"another":"body"}')
  await named('Check the signature').click()
  await page.getByText('The key or the body is another one').waitFor()
})

test('a test that does not get through says so', async () => {
  receiver.answer(() => ({ status: 500 }))
  await page.goto(`${stack.bff.url}/webhooks`)
  await page.getByRole('link', { name: 'https://shop.example/hook' }).click()
  await named('Send a test').click()
  await page.getByText('MobilePay could not deliver it').waitFor()
  expect(receiver.received).toHaveLength(2)
  receiver.answer(() => ({ status: 200 }))
})

test(
  'what is deleted can be taken back for a while, and is gone afterwards',
  { timeout: 60_000 },
  async () => {
    const before = webhooks().length
    await named('Delete').click()
    await page.getByText('Being deleted').waitFor()
    await named('Undo').click()
    await page.getByText('Being deleted').waitFor({ state: 'detached' })
    expect(webhooks()).toHaveLength(before)
    await page.getByRole('link', { name: 'https://shop.example/hook' }).click()
    await named('Delete').click()
    // The time to think again stands still while the pointer is on it.
    await page.mouse.move(5, 5)
    await page.getByText('Webhook deleted').waitFor({ timeout: 20_000 })
    expect(webhooks()).toHaveLength(before - 1)
    await expect.poll(() => page.getByText('https://shop.example/hook').count()).toBe(0)
  },
)

test('an address that another webhook has is refused at its field', async () => {
  const [taken] = webhooks()
  if (!taken) throw new Error('the shop has no webhook')
  await page.goto(`${stack.bff.url}/webhooks/new`)
  await page.getByLabel('Address').fill(taken.url)
  await page.getByRole('checkbox', { name: /Payout sent/ }).check({ force: true })
  await named('Create webhook').click()
  await page.getByText('Another webhook may have it').first().waitFor()
  expect(webhooks().filter(({ url }) => url === taken.url)).toHaveLength(1)
})
