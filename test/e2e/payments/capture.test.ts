import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { type Desk, openDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})

afterEach(() => {
  desk.stack.sandbox.control.mishaps.clear()
})

afterAll(() => desk.close())

const captureCall = 'POST /v1/payments/{paymentid}/capture'
const dialog = () => desk.page.getByRole('dialog')
const told = (text: string) => desk.page.getByRole('alert').filter({ hasText: text })
const amount = () => desk.page.getByRole('textbox', { name: /^Amount/ })

test('what waits is listed with its expiry, found by its reference, and captured in part', async () => {
  const { page } = desk
  const payment = desk.reserve('W-PARTIAL', 24_995)
  await desk.open('/payments')
  await page.getByRole('searchbox').fill('w-partial')
  await page.getByRole('button', { name: 'Find' }).click()
  const row = page.getByRole('row').filter({ hasText: 'W-PARTIAL' })
  await row.getByText('6 days').waitFor()
  expect(await page.getByRole('row').count()).toBe(2)
  await row.getByRole('link').click()
  await page.getByRole('link', { name: 'Capture' }).click()
  await amount().fill('199.90')
  await dialog().getByRole('button', { name: 'Capture DKK 199.90' }).dblclick()
  await told('Payment captured').waitFor()
  expect(desk.money(payment)).toMatchObject({ payments: 1, paid: 19_990 })
  await page.getByText('Captured in part: the customer approved DKK 249.95.').waitFor()
  // What is left to refund is what was captured, not what was approved.
  await page.getByRole('link', { name: 'Refund' }).click()
  await dialog().getByRole('button', { name: 'Refund DKK 199.90' }).waitFor()
})

test('a lost answer is asked for again, and the money is taken once', async () => {
  const payment = desk.reserve('W-LOST', 10_000)
  await desk.open(`/payments/${payment.id}?act=capture`)
  desk.stack.sandbox.control.mishaps.next(captureCall, { kind: 'lose' }, 3)
  await dialog().getByRole('button', { name: 'Capture DKK 100.00' }).click()
  await told('Payment captured').waitFor({ timeout: 20_000 })
  expect(desk.money(payment)).toMatchObject({ payments: 1, paid: 10_000 })
})

test('an unknown result at MobilePay is said as such, and capturing again settles it', async () => {
  const { page } = desk
  const payment = desk.reserve('W-UNKNOWN', 10_000)
  // As often as the bff and the console try by themselves.
  desk.stack.sandbox.control.rules.unknownCaptures = 100
  await desk.open(`/payments/${payment.id}?act=capture`)
  await dialog().getByRole('button', { name: 'Capture DKK 100.00' }).click()
  await page.getByText('It is not known whether this happened.').waitFor({ timeout: 60_000 })
  desk.stack.sandbox.control.rules.unknownCaptures = 0
  expect(desk.money(payment).payments).toBe(0)
  desk.stack.sandbox.control.rules.paymentsList = 'every state'
  await desk.open('/payments')
  await page.getByText('One capture has an unknown result.').waitFor()
  await page.getByRole('link', { name: 'W-UNKNOWN' }).click()
  await page.getByRole('link', { name: 'Capture again' }).click()
  await page.getByRole('button', { name: 'Try again: Capture DKK 100.00' }).click()
  await told('Payment captured').waitFor()
  desk.stack.sandbox.control.rules.paymentsList = 'reserved'
  expect(desk.money(payment)).toMatchObject({ payments: 1, paid: 10_000 })
})

test('several are captured at once, and the one that fails has a reason of its own', async () => {
  const { page } = desk
  const all = [1, 2, 3, 4].map((number) => desk.reserve(`B-${number}`, number * 1000))
  await desk.open('/payments?q=B-')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Capture 4 payments, DKK 100.00' }).click()
  const [, second] = all
  if (!second) throw new Error('there are four')
  desk.stack.sandbox.control.world('DK12345678')?.payments.cancel(second, 'User')
  await dialog().getByRole('button', { name: 'Capture 4 payments, DKK 100.00' }).click()
  await dialog().getByText('3 of 4 captured').waitFor()
  const row = (name: string) => dialog().getByRole('listitem').filter({ hasText: name })
  expect(await row('B-2').textContent()).toContain('it has expired or was cancelled')
  expect(await row('B-4').textContent()).toContain('Captured')
  expect(all.map((payment) => desk.money(payment).paid)).toEqual([1000, 0, 3000, 4000])
  await dialog().getByRole('button', { name: 'Close' }).last().click()
  await page.getByText('Nothing found').waitFor()
})

test('several are captured once each over faults, and again for those that are not known', async () => {
  const { page } = desk
  const all = [1, 2, 3].map((number) => desk.reserve(`F-${number}`, number * 1000))
  await desk.open('/payments?q=F-')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Capture 3 payments, DKK 60.00' }).click()
  const fault = { kind: 'misreport', status: 500, contentType: 'text/html', body: 'x' } as const
  desk.stack.sandbox.control.mishaps.next(captureCall, fault, 5)
  await dialog().getByRole('button', { name: 'Capture 3 payments, DKK 60.00' }).click()
  await dialog().getByText('3 of 3 captured').waitFor({ timeout: 25_000 })
  expect(all.map((payment) => desk.money(payment))).toMatchObject([
    { payments: 1, paid: 1000 },
    { payments: 1, paid: 2000 },
    { payments: 1, paid: 3000 },
  ])
})

test('a cancelled payment is free again, also where the answer was lost', async () => {
  const { page } = desk
  const payment = desk.reserve('W-CANCEL', 10_000)
  await desk.open(`/payments/${payment.id}`)
  await page.getByRole('link', { name: 'Cancel the payment' }).click()
  desk.stack.sandbox.control.mishaps.next('POST /v1/payments/{paymentid}/cancel', { kind: 'lose' })
  await dialog().getByRole('button', { name: 'Cancel the payment of DKK 100.00' }).click()
  await told('Payment cancelled').waitFor()
  await page.getByText('Cancelled by you').first().waitFor()
  expect(payment.state).toBe('cancelledByMerchant')
  expect(desk.calls('POST', /\/cancel$/)).toBe(1)
})

test('a payment link is made once, shown with a code to scan, and its payment followed', async () => {
  const { page } = desk
  await desk.open('/payments/new')
  await page.getByRole('button', { name: 'Make the link' }).click()
  // What is missing is listed, and each line leads to its field.
  await page.getByText('3 fields need another look.').waitFor()
  await page.getByRole('link', { name: 'Fill in the reference.' }).click()
  expect(await page.locator(':focus').getAttribute('name')).toBe('reference')
  await page.keyboard.type('LINK-1')
  await amount().fill('1250,5')
  await page
    .getByRole('textbox', { name: 'Where the customer goes afterwards' })
    .fill('https://shop.example/thanks')
  expect(await amount().inputValue()).toBe('1,250.50')
  desk.stack.sandbox.control.mishaps.next('POST /v1/payments', { kind: 'lose' }, 3)
  await page.getByRole('button', { name: 'Make a link for DKK 1,250.50' }).click()
  await page.getByRole('img', { name: 'QR code of the payment link' }).waitFor()
  const payments = desk.stack.sandbox.control.world('DK12345678')?.payments
  const made = [...(payments?.all.values() ?? [])].filter(({ reference }) => reference === 'LINK-1')
  expect(made.map(({ amountMinor }) => amountMinor)).toEqual([125_050])
  const [payment] = made
  if (!payment) throw new Error('no payment was made')
  payments?.reserve(payment)
  await page.getByText('Approved by the customer').waitFor()
  await page.getByRole('link', { name: 'Capture', exact: true }).waitFor()
})

test('without a list of payments the rest works', async () => {
  const { page } = desk
  const payment = desk.capture('W-NO-LIST', 5000)
  await page.route('**/api/v1/payments?*', (route) => route.fulfill({ status: 404 }))
  await page.route('**/api/v1/refunds?*', (route) => route.fulfill({ status: 404 }))
  await desk.open('/payments')
  await page.getByText('MobilePay does not list payments any more').waitFor()
  await page.getByRole('searchbox').fill(payment.id.toUpperCase())
  await page.getByRole('searchbox').press('Enter')
  await page.getByText('MobilePay does not list refunds here.').waitFor()
  await page.getByRole('link', { name: 'Refund' }).click()
  await page.getByText('At most DKK 50.00').waitFor()
  await dialog().getByRole('button', { name: 'Refund DKK 50.00' }).click()
  await told('Refunded DKK 50.00').waitFor()
  expect(desk.money(payment)).toMatchObject({ refunds: 1, refunded: 5000 })
  await page.unrouteAll()
})
