import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Desk, openDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})

afterAll(() => desk.close())

test('from its reference to its refund in three presses, with the amount on the last', async () => {
  const { page } = desk
  const payment = desk.capture('W-FIND-ME', 34_995)
  await desk.open('/transactions')
  const row = page.getByRole('row').filter({ hasText: 'W-FIND-ME' })
  await row.getByRole('link').click()
  await page.getByRole('dialog').getByRole('link', { name: 'Refund', exact: true }).click()
  await page.getByRole('button', { name: 'Refund DKK 349.95', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'Refunded DKK 349.95' }).waitFor()
  expect(desk.money(payment)).toMatchObject({ refunds: 1, refunded: 34_995 })
})
