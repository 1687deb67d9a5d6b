import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { findViolations } from '../console/violations.ts'
import { expectText, fault, kroner, openTill, settle, sum, type Till } from './till.ts'

let till: Till
beforeAll(async () => {
  till = await openTill('DK12345678')
})
afterAll(() => till.close())

const inOneLine = (text: string | null) => (text ?? '').replaceAll(/\s+/g, ' ')

test('a connected business starts with its money, which is that of MobilePay’s books', async () => {
  const { page } = till
  await page.waitForURL('**/overview')
  await till.open('/overview?from=2020-01-01&to=2030-01-01')
  const { lines } = till.world().ledger
  const of = (...types: string[]) =>
    kroner(sum(lines.filter(({ type }) => types.includes(type)).map((line) => line.amountMinor)))
  const figures = inOneLine(await page.locator('.kpis').textContent())
  expect(figures).toContain(of('Payment'))
  expect(figures).toContain(of('Refund'))
  expect(figures).toContain(of('TransactionFee', 'ServiceFee'))
  const open = lines.filter(({ transfer }) => transfer === undefined)
  expect(figures).toContain(kroner(sum(open.map(({ amountMinor }) => amountMinor))))
})

test('the chart can be read as a table, which adds up to the payments', async () => {
  const { page } = till
  await till.open('/overview')
  await page.getByRole('img', { name: /^Payments per day/ }).waitFor()
  await page.getByRole('button', { name: 'Show as table' }).click()
  const table = page.getByRole('region', { name: 'Payments per day' }).getByRole('table')
  expect(await table.getByRole('row').count()).toBe(31)
  const amounts = await table.locator('tbody td:last-child').allTextContents()
  const total = sum(amounts.map((text) => Number(text.replaceAll(/\D/g, ''))))
  expect(inOneLine(await page.locator('.kpis').textContent())).toContain(kroner(total))
})

test('what is not paid out yet is a link to exactly those rows', async () => {
  const { page } = till
  await till.open('/overview')
  const open = till.world().ledger.lines.filter(({ transfer }) => transfer === undefined)
  const count = `${open.length} transaction${open.length === 1 ? '' : 's'}`
  await page.getByRole('link', { name: count }).click()
  await page.waitForURL('**/transactions?*payout=open')
  await expectText(page, `${open.length} found in all`)
})

test('each part of the page fails alone', async () => {
  const { page, stack } = till
  const { mishaps } = stack.sandbox.control
  mishaps.next('GET /v3/reporting/transfers', fault, 3)
  mishaps.next('GET /v1/payments', fault, 3)
  await till.open('/overview')
  const payouts = page.getByRole('region', { name: 'Latest payouts' })
  await expectText(payouts, 'MobilePay has a fault at the moment.')
  await expectText(page, 'Payments that wait for capture')
  const transactions = page.getByRole('region', { name: 'Latest transactions' })
  expect(await transactions.getByRole('listitem').count()).toBe(5)
  mishaps.clear()
  await payouts.getByRole('button', { name: 'Try again' }).click()
  await payouts.getByRole('listitem').nth(4).waitFor()
})

test('rows are found by text, type and amount among all of the period, and a view keeps the way', async () => {
  const { page } = till
  await till.open('/transactions?from=2020-01-01&to=2030-01-01')
  const { lines } = till.world().ledger
  const oldest = lines.find(({ details }) => details.reference?.startsWith('NK-') === true)
  const reference = oldest?.details.reference ?? ''
  await page.getByRole('searchbox').fill(reference)
  const found = lines.filter(({ details }) => details.reference?.includes(reference) === true)
  await expectText(page, `${found.length} found in all`)
  expect(await page.getByRole('row').count()).toBe(found.length + 1)

  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('First order ever')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.keyboard.press('Escape')
  await till.open('/transactions?type=Refund')
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('link', { name: 'First order ever' }).click()
  await expectText(page, `${found.length} found in all`)
  expect(await page.getByRole('searchbox').inputValue()).toBe(reference)

  await page.getByRole('row').nth(1).getByRole('link').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('link', { name: 'Open payment' }).click()
  await page.waitForURL(`**/payments/${oldest?.details.paymentId ?? ''}`)
  await settle(page)
})

test('what opens over the lists and the chart’s table can be used by everyone', async () => {
  const { page } = till
  const opened: [string, string][] = [
    ['/overview', 'Show as table'],
    ['/transactions', 'More filters'],
    ['/transactions', 'Saved views'],
    ['/transactions', 'Columns'],
    ['/payouts', 'CSV'],
  ]
  const violations: string[] = []
  for (const [path, button] of opened) {
    await till.open(path)
    await page.getByRole('button', { name: button }).click()
    await page.waitForTimeout(300)
    for (const violation of await findViolations(page)) violations.push(`${button}: ${violation}`)
  }
  expect(violations).toEqual([])
}, 120_000)

test('a business without any money is shown what to do next, and is not told that all is paid out', async () => {
  const newcomer = await openTill('DK55667788')
  onTestFinished(() => newcomer.close())
  const { page } = newcomer
  await newcomer.open('/overview')
  const steps = page.getByRole('region', { name: 'Next steps' })
  expect(await steps.getByRole('link').allTextContents()).toEqual([
    'Payment points',
    'Payment link',
    'New webhook',
  ])
  await newcomer.open('/transactions')
  await expectText(page, 'No transactions in the last 30 days')
  expect(await page.getByText('All paid out').count()).toBe(0)
  await newcomer.open('/payouts')
  await expectText(page, 'No payouts in the last 30 days')
})

// The last, because the browser's clock stays where it is put.
test('a reservation that is about to expire needs attention, and leads to its capture', async () => {
  const { page, stack } = till
  const { payments, points } = till.world()
  const point = points.find(({ product }) => product === 'App payments')
  if (!point) throw new Error('no web shop')
  const payment = payments.initiate({
    point,
    amountMinor: 64_900,
    reference: 'NK-LATE',
    description: undefined,
    redirectUri: 'https://shop.example/thanks',
    idempotencyKey: crypto.randomUUID(),
    phoneNumber: undefined,
  })
  payments.reserve(payment)
  // The browser's clock is five and a half days ahead instead: MobilePay's would end the session.
  await page.clock.setFixedTime(stack.sandbox.control.clock.now() + 5.5 * 86_400_000)
  await till.open('/overview')
  await expectText(page, /payments? expires? within 48 hours/)
  await page.getByRole('link', { name: 'Capture' }).click()
  await page.waitForURL('**/payments')
})
