import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../sandbox/data/ledger.ts'
import { expectText, fault, kroner, openTill, settle, sum, type Till } from './till.ts'

let till: Till
beforeAll(async () => {
  till = await openTill('DK12345678')
})
afterAll(() => till.close())

/** Payouts of the last month with something puzzling in them, the newest with many lines first. */
function payoutWith(type: string): Transfer {
  const found = till
    .world()
    .ledger.transfers.findLast(({ lines }) => lines.some((line) => line.type === type))
  if (!found) throw new Error(`no payout has a ${type}`)
  return found
}

const inOneLine = (text: string | null) => (text ?? '').replaceAll(/\s+/g, ' ')

test.each(['Refund', 'ServiceFee', 'Adjustment', 'ReturnedTransaction'])(
  'a payout with a %s ties out to the øre, and each part of it is that of MobilePay’s books',
  async (type) => {
    const { page } = till
    await till.open('/payouts')
    const payout = payoutWith(type)
    await till.open(`/payouts/${payout.id}`)
    await expectText(page, 'Matches to the øre')
    const table = page.getByRole('table', { name: 'How the payout adds up' })
    const shown = inOneLine(await table.textContent())
    const own = payout.lines.filter((line) => line.type !== 'Transfer')
    const of = (...types: string[]) =>
      sum(own.filter((line) => types.includes(line.type)).map(({ amountMinor }) => amountMinor))
    const parts = [
      of('Payment'),
      of('Refund'),
      of('TransactionFee', 'ServiceFee'),
      of('Adjustment'),
      of('ReturnedTransaction'),
    ]
    const missing = parts.filter((minor) => minor !== 0 && !shown.includes(kroner(minor)))
    expect(missing).toEqual([])
    expect(shown).toContain(`Transferred${kroner(payout.totalMinor)}`)
    await expectText(page, `${own.length} transactions`, { exact: true })
  },
)

test('a payout that its transactions do not come to says by how much, and why', async () => {
  const { page } = till
  await till.open('/payouts')
  const payout = payoutWith('ReturnedTransaction')
  const returned = sum(
    payout.lines
      .filter(({ type }) => type === 'ReturnedTransaction')
      .map(({ amountMinor }) => amountMinor),
  )
  // As if the bank's money had not been sent along.
  await page.route(`**/transfers/${payout.id}`, async (route) => {
    const answer = await route.fetch()
    const total = (payout.totalMinor - returned) / 100
    const wire: unknown = await answer.json()
    const json = Object.assign({}, wire, { totalTransferredAmount: total })
    await route.fulfill({ json })
  })
  await till.open(`/payouts/${payout.id}`)
  await expectText(page, `Differs by ${kroner(returned)}`)
  await expectText(page, 'exactly what a bank returned')
  await page.unroute('**')
})

test.each([
  ['as it is', (reference: string) => reference],
  [
    'with signs between its parts',
    (reference: string) =>
      `${reference.slice(0, 2)} ${reference.slice(2, 10)}-${reference.slice(10)} `,
  ],
])('a bank reference, pasted %s, finds its payout of whatever day', async (_, write) => {
  const { page } = till
  await till.open('/payouts')
  const [oldest] = till.world().ledger.transfers
  if (!oldest) throw new Error('nothing was paid out')
  await page.getByRole('searchbox', { name: 'Bank reference' }).fill(write(oldest.reference))
  await expectText(page, '1 payout.')
  await page.getByRole('table').getByRole('link').click()
  await page.waitForURL(`**/payouts/${oldest.id}`)
  await settle(page)
  await expectText(page, 'Matches to the øre')
  await expectText(page, 'Its date and product are those of the payout.')
  await expectText(page, 'not verified')
})

test('a reference that MobilePay does not know is said to be none, and cleared again', async () => {
  const { page } = till
  await till.open('/payouts?ref=08000000000002411269')
  await expectText(page, 'No payout with this reference')
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await page.getByRole('table').getByRole('row').nth(5).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('')
})

test('the sum above the list is that of all payouts of the period, not of the loaded ones', async () => {
  const { page } = till
  await till.open('/payouts?from=2020-01-01&to=2030-01-01')
  const { transfers } = till.world().ledger
  const total = sum(transfers.map(({ totalMinor }) => totalMinor))
  expect(await page.getByRole('row').count()).toBe(101)
  await expectText(page, kroner(total))
  await expectText(page, transfers.length.toLocaleString('en-GB'), { exact: true })
})

test('a payout that is none, one that fails, and one whose rows fail say so', async () => {
  const { page } = till
  const { mishaps } = till.stack.sandbox.control
  await till.open('/payouts/3f7c2a9e-5b1d-4c8a-9e2f-6d4b8a1c0e57')
  await expectText(page, 'MobilePay knows no such payout')
  const payout = payoutWith('Refund')
  mishaps.next('GET /v3/reporting/transfers/{transferid}', fault, 3)
  await till.open(`/payouts/${payout.id}`)
  await expectText(page, 'MobilePay has a fault at the moment.')
  mishaps.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectText(page, 'Matches to the øre')
  mishaps.next('GET /v3/reporting/transactions', fault, 3)
  await till.open(`/payouts/${payout.id}`)
  await expectText(page, 'MobilePay has a fault at the moment.')
  // What is known of it stays.
  await expectText(page, payout.reference, { exact: true })
  mishaps.clear()
})

test('the rows of a payout are chosen by type, and open beside it', async () => {
  const { page } = till
  const payout = payoutWith('Refund')
  await till.open(`/payouts/${payout.id}`)
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Refund')
  const refunds = payout.lines.filter(({ type }) => type === 'Refund')
  await expectText(
    page,
    refunds.length === 1 ? '1 transaction' : `${refunds.length} transactions`,
    {
      exact: true,
    },
  )
  await page
    .getByRole('table', { name: 'Transactions of the payout' })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('dialog', { name: 'Refund' }).waitFor()
  await page.keyboard.press('Escape')
})
