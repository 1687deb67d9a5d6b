import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { type Desk, openDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})

afterEach(() => {
  desk.stack.sandbox.control.mishaps.clear()
})

afterAll(() => desk.close())

const once = (refunded: number) => ({ refunds: 1, refunded })
const refundButton = (amount: string) =>
  desk.page.getByRole('dialog').getByRole('button', { name: `Refund DKK ${amount}`, exact: true })
const done = (amount: string) =>
  desk.page.getByRole('alert').filter({ hasText: `Refunded DKK ${amount}` })
const focused = () => desk.page.locator(':focus')

async function tabTo(target: Locator): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    if ((await target.and(focused()).count()) > 0) return
    await desk.page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}

const keyed = z.object({ idempotencyKey: z.guid() })
const sentKeys = () =>
  desk.stack.sandbox.control
    .requests()
    .filter(({ method, path }) => method === 'POST' && path === '/v1/refunds')
    .map(({ body = '' }) => keyed.parse(JSON.parse(body)).idempotencyKey)

/** The business takes the permission back; nothing works any more. */
function endSession(): void {
  desk.stack.sandbox.control.revoke('DK12345678')
  desk.stack.sandbox.control.rejectAccessTokens()
}

/** From the form to MobilePay and back; the portal still knows who it is. */
async function reconnect(): Promise<void> {
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Reconnect' }).click()
  await desk.page.getByRole('button', { name: /^Yes/ }).click()
}

const again = () => desk.page.getByRole('button', { name: /^Try again: Refund/ })

test('a double click refunds once', async () => {
  const payment = desk.capture('W-DOUBLE', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  await refundButton('250.00').dblclick()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
  await desk.page.getByText('Everything has been refunded.').waitFor()
})

test('a part is refunded to the øre, and what is left is offered next', async () => {
  const payment = desk.capture('W-PART', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  await desk.page.getByRole('textbox', { name: /^Amount/ }).fill('1.234')
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Refund', exact: true }).click()
  await desk.page.getByText(/can mean 1234 or a bit more than 1/).waitFor()
  await desk.page.getByRole('textbox', { name: /^Amount/ }).fill('250,01')
  await refundButton('250.01').click()
  await desk.page.getByText('The amount can be at most DKK 250.00.').waitFor()
  expect(desk.money(payment).refunds).toBe(0)
  await desk.page.getByRole('textbox', { name: /^Amount/ }).fill('0,29')
  await refundButton('0.29').click()
  await done('0.29').waitFor()
  expect(desk.money(payment)).toMatchObject(once(29))
  await desk.page.getByRole('link', { name: 'Refund' }).click()
  await refundButton('249.71').waitFor()
})

test('by keyboard alone', async () => {
  const { page } = desk
  const payment = desk.capture('W-KEYS', 25_000)
  await desk.open(`/payments/${payment.id}`)
  const link = page.getByRole('link', { name: 'Refund' })
  await link.waitFor()
  await tabTo(link)
  await page.keyboard.press('Enter')
  await refundButton('250.00').waitFor()
  const amount = page.getByRole('textbox', { name: /^Amount/ })
  await tabTo(amount)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('100')
  await page.keyboard.press('Enter')
  await done('100.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(10_000))
})

test('an answer that never comes is asked for again, and it counts once', async () => {
  const payment = desk.capture('W-LOST', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  // The bff repeats what it may itself; this is more than it does.
  desk.stack.sandbox.control.mishaps.next('POST /v1/refunds', { kind: 'lose' }, 3)
  await refundButton('250.00').click()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
})

test('where no answer comes at all it says so, and the next try counts once', async () => {
  const { page } = desk
  const payment = desk.capture('W-GONE', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  await page.route('**/api/v1/refunds', async (route) => {
    // The request arrives, the answer does not.
    if (route.request().method() === 'POST') await route.fetch()
    await route.abort()
  })
  await refundButton('250.00').click()
  await page.getByText('It is not known whether this happened.').waitFor({ timeout: 60_000 })
  expect(await page.getByRole('textbox', { name: /^Amount/ }).isEditable()).toBe(false)
  expect(desk.money(payment)).toMatchObject(once(25_000))
  await page.unroute('**/api/v1/refunds')

  // A reload and the back button find it as it was left; the page says so as well.
  await page.reload()
  await again().waitFor()
  await page.keyboard.press('Escape')
  await page.getByText(/^A refund was sent from here/).waitFor()
  await page.getByRole('link', { name: 'Look at it' }).click()
  await again().waitFor()
  await page.evaluate('history.back()')
  await again().waitFor({ state: 'detached' })
  await page.evaluate('history.forward()')
  await again().click()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
})

test('the back button while it is being sent refunds once', async () => {
  const { page } = desk
  const payment = desk.capture('W-BACK', 25_000)
  await desk.open(`/payments/${payment.id}`)
  await page.getByRole('link', { name: 'Refund' }).click()
  const { promise: isSent, resolve: onSent } = Promise.withResolvers<void>()
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/api/v1/refunds', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    onSent()
    await isLetGo
    return route.continue()
  })
  await refundButton('250.00').click()
  await isSent
  await page.evaluate('history.back()')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Refund' }).click()
  await page.getByRole('button', { name: /^Refund DKK 250.00 Working/ }).click({ force: true })
  letGo()
  await done('250.00').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.unroute('**/api/v1/refunds')
  expect(desk.money(payment)).toMatchObject(once(25_000))
})

test('an error that comes after the money has moved is not taken for a refusal', async () => {
  const payment = desk.capture('W-MISREPORT', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  const fault = { kind: 'misreport', status: 500, contentType: 'text/html', body: 'x' } as const
  desk.stack.sandbox.control.mishaps.next('POST /v1/refunds', fault, 3)
  await refundButton('250.00').click()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
})

test('a refund that MobilePay could not process is sent anew only after a look', async () => {
  const { page } = desk
  const payment = desk.capture('W-PROCESSING', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  const body = JSON.stringify({ code: 'processing_error', message: 'No.', origin: 'MPY' })
  const fault = { kind: 'respond', status: 409, contentType: 'application/json', body } as const
  desk.stack.sandbox.control.mishaps.next('POST /v1/refunds', fault)
  await refundButton('250.00').click()
  await page.getByText('MobilePay was asked again and shows nothing of it so far.').waitFor()
  await again().click()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
  const [last, before] = sentKeys().toReversed()
  expect(last).not.toBe(before)
})

test('a session that ends in the middle keeps what was typed, and it is refunded once', async () => {
  const { page } = desk
  const payment = desk.capture('W-ENDED', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  await page.getByRole('textbox', { name: /^Amount/ }).fill('99,95')
  await page.getByRole('textbox', { name: 'Message to the customer (optional)' }).fill('Sorry')
  endSession()
  await refundButton('99.95').click()
  await reconnect()
  await refundButton('99.95').waitFor()
  expect(
    await page.getByRole('textbox', { name: 'Message to the customer (optional)' }).inputValue(),
  ).toBe('Sorry')
  expect(desk.money(payment).refunds).toBe(0)
  await refundButton('99.95').click()
  await done('99.95').waitFor()
  expect(desk.money(payment)).toMatchObject(once(9995))
})

test('an answer lost just before the session ends is still refunded once', async () => {
  const { page } = desk
  const payment = desk.capture('W-LOST-ENDED', 25_000)
  await desk.open(`/payments/${payment.id}/refund`)
  let isLost = false
  await page.route('**/api/v1/refunds', async (route) => {
    if (isLost || route.request().method() !== 'POST') return route.continue()
    isLost = true
    await route.fetch()
    endSession()
    return route.abort()
  })
  await refundButton('250.00').click()
  await page.getByText('It is not known whether this happened.').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
  await reconnect()
  await again().click()
  await done('250.00').waitFor()
  expect(desk.money(payment)).toMatchObject(once(25_000))
})
