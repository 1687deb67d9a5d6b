import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { column, type Dialect, exportFrom } from './exported.ts'
import { fault, openTill, settle, sum, type Till } from './till.ts'

let till: Till
beforeAll(async () => {
  // A vegetable box of 5,000 customers: more than 40,000 rows.
  till = await openTill('DK87654321')
})
afterAll(() => till.close())

const all = 'from=2024-01-01&to=2030-01-01'

/** Øre of an amount in a file, without a double in between. */
function minorOf(text: string): number {
  expect(text).toMatch(/^-?\d+[.,]\d{2}$/)
  return Number(text.replace(/[.,]/, ''))
}

const exportFile = (dialect: Dialect) => exportFrom(till.page, dialect)

test('thirteen months of more than 10,000 rows come to the payouts, payout by payout', async () => {
  await till.open(`/transactions?${all}`)
  const rows = await exportFile('Plain')
  await till.open(`/payouts?${all}`)
  const payouts = await exportFile('Plain')

  const { lines, transfers } = till.world().ledger
  expect(rows.length - 1).toBe(lines.length)
  expect(rows.length).toBeGreaterThan(10_000)
  expect(payouts.length - 1).toBe(transfers.length)

  const amounts = column(rows, 'amount').map(minorOf)
  const types = column(rows, 'type')
  const byPayout = new Map<string, number>()
  column(rows, 'payout_reference').forEach((reference, index) => {
    if (types[index] === 'Payout') return
    byPayout.set(reference, (byPayout.get(reference) ?? 0) + (amounts[index] ?? NaN))
  })
  const references = column(payouts, 'reference')
  const totals = column(payouts, 'amount').map(minorOf)
  expect(references.map((reference) => byPayout.get(reference))).toEqual(totals)
  expect(sum(totals)).toBe(sum(transfers.map(({ totalMinor }) => totalMinor)))
  expect(new Set(references).size).toBe(transfers.length)
}, 120_000)

test('a payout of more than 2,000 lines is one file, itemised, whose lines come to its total', async () => {
  const { page } = till
  const payout = till.world().ledger.transfers.find(({ lines }) => lines.length > 2000)
  if (!payout) throw new Error('no payout is that large')
  await till.open(`/payouts/${payout.id}`)
  await page.getByText('Matches to the øre').waitFor()
  const rows = await exportFile('Danish and Finnish Excel')
  expect(rows.length - 1).toBe(payout.lines.length)
  const types = column(rows, 'Type')
  const amounts = column(rows, 'Amount').map(minorOf)
  expect(sum(amounts.filter((_, index) => types[index] !== 'Payout'))).toBe(payout.totalMinor)
  // In Excel's own form, or it would read 20 digits as a number.
  expect(new Set(column(rows, 'Payout reference'))).toEqual(new Set([`="${payout.reference}"`]))
})

test('an export says how far it is, and a cancelled one saves nothing', async () => {
  const { page } = till
  await till.open(`/transactions?${all}`)
  let downloads = 0
  page.on('download', () => (downloads += 1))
  let asked = 0
  await page.route('**/reporting/transactions?*sortdirection=asc', async (route) => {
    asked += 1
    // The third page never comes.
    if (asked < 3) await route.continue()
  })
  await page.getByRole('button', { name: 'CSV' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.getByText('2,000 rows').waitFor()
  const progress = Number(await dialog.getByRole('progressbar').getAttribute('value'))
  expect(progress).toBeGreaterThan(0)
  expect(progress).toBeLessThan(100)
  await dialog.getByRole('button', { name: 'Cancel the export' }).click()
  await dialog.getByText('Cancelled. Nothing was saved.').waitFor()
  await page.unroute('**/reporting/transactions?*sortdirection=asc')
  await page.waitForTimeout(300)
  expect([asked, downloads]).toEqual([3, 0])
  await page.keyboard.press('Escape')
})

test('where a page fails the export goes on from there, and no row is missing or twice', async () => {
  const { page, stack } = till
  const { mishaps } = stack.sandbox.control
  await till.open('/payouts')
  const [first] = till.world().ledger.transfers
  if (!first) throw new Error('nothing was paid out')
  await till.open(`/transactions?from=${first.day}&to=2030-01-01&type=Refund`)
  await page.getByRole('button', { name: 'CSV' }).click()
  const dialog = page.getByRole('dialog')
  mishaps.next('GET /v3/reporting/transactions', fault, 3)
  await dialog.getByText('Plain', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.getByText('The next rows could not be read.').waitFor()
  mishaps.clear()
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    dialog.getByRole('button', { name: 'Go on' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await settle(page)
  // The filters that the console applies itself hold for the file as well.
  const { lines } = till.world().ledger
  const refunds = lines.filter(({ type, at }) => type === 'Refund' && at >= first.at - 86_400_000)
  expect(text.trimEnd().split('\r\n').length - 1).toBe(refunds.length)
}, 120_000)
