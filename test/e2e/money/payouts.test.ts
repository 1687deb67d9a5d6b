import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../sandbox/data/ledger.ts'
import { fault, kroner, openTill, settle, sum, type Till } from './till.ts'

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
    await page.getByText('Matches to the øre').waitFor()
    const table = page.getByRole('table', { name: 'How the payout adds up' })
    const shown = inOneLine(await table.textContent())
    const own = payout.lines.filter((line) => line.type !== 'Transfer')
    const of = (...types: string[]) =>
      sum(own.filter((line) => types.includes(line.type)).map(({ amountMinor }) => amountMinor))
    expect(shown).toContain(kroner(of('Payment')))
    if (of('Refund') !== 0) expect(shown).toContain(kroner(of('Refund')))
    expect(shown).toContain(kroner(of('TransactionFee', 'ServiceFee')))
    if (type === 'Adjustment') expect(shown).toContain(kroner(of(type)))
    if (type === 'ReturnedTransaction') expect(shown).toContain(kroner(of(type)))
    expect(shown).toContain(`Transferred${kroner(payout.totalMinor)}`)
    await page.getByText(`${own.length} transactions`, { exact: true }).waitFor()
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
    await route.fulfill({ json: { ...(await answer.json()), totalTransferredAmount: total } })
  })
  await till.open(`/payouts/${payout.id}`)
  await page.getByText(`Differs by ${kroner(returned)}`).waitFor()
  await page.getByText('exactly what a bank returned').waitFor()
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
  await page.getByText('1 payout.').waitFor()
  await page.getByRole('table').getByRole('link').click()
  await page.waitForURL(`**/payouts/${oldest.id}`)
  await settle(page)
  await page.getByText('Matches to the øre').waitFor()
  await page.getByText('Its date and product are those of the payout.').waitFor()
  await page.getByText('not verified').waitFor()
})

test('a reference that MobilePay does not know is said to be none, and cleared again', async () => {
  const { page } = till
  await till.open('/payouts?ref=08000000000002411269')
  await page.getByText('No payout with this reference').waitFor()
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
  await page.getByText(kroner(total)).waitFor()
  await page.getByText(transfers.length.toLocaleString('en-GB'), { exact: true }).waitFor()
})

test('a payout that is none, one that fails, and one whose rows fail say so', async () => {
  const { page } = till
  const { mishaps } = till.stack.sandbox.control
  await till.open('/payouts/3f7c2a9e-5b1d-4c8a-9e2f-6d4b8a1c0e57')
  await page.getByText('MobilePay knows no such payout').waitFor()
  const payout = payoutWith('Refund')
  mishaps.next('GET /v3/reporting/transfers/{transferid}', fault, 3)
  await till.open(`/payouts/${payout.id}`)
  await page.getByText('MobilePay has a fault at the moment.').waitFor()
  mishaps.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Matches to the øre').waitFor()
  mishaps.next('GET /v3/reporting/transactions', fault, 3)
  await till.open(`/payouts/${payout.id}`)
  await page.getByText('MobilePay has a fault at the moment.').waitFor()
  // What is known of it stays.
  await page.getByText(payout.reference, { exact: true }).waitFor()
  mishaps.clear()
})

test('the rows of a payout are chosen by type, and open beside it', async () => {
  const { page } = till
  const payout = payoutWith('Refund')
  await till.open(`/payouts/${payout.id}`)
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Refund')
  const refunds = payout.lines.filter(({ type }) => type === 'Refund')
  await page
    .getByText(refunds.length === 1 ? '1 transaction' : `${refunds.length} transactions`, {
      exact: true,
    })
    .waitFor()
  await page
    .getByRole('table', { name: 'Transactions of the payout' })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('dialog', { name: 'Refund' }).waitFor()
  await page.keyboard.press('Escape')
})
