import { expect, it } from 'vitest'

import { openApis } from './harness.ts'

const hour = 3_600_000
const day = 24 * hour

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

it("tonight's transfer carries today's sales, and not before ten past four", () => {
  const { world, moveClock } = openApis()
  const countToday = () =>
    world('shop').ledger.transfers.filter((transfer) => transfer.day === '2026-11-25').length
  const sold = world('shop').ledger.lines.filter(({ transfer }) => transfer === undefined)
  expect(sold.length).toBeGreaterThan(0)
  moveClock(15 * hour)
  expect(world('shop').ledger.lines.at(-1)?.transfer?.day).not.toBe('2026-11-25')
  expect(countToday()).toBe(0)
  moveClock(hour / 4)
  expect(countToday()).toBeGreaterThan(1)
  for (const line of sold) expect(line.transfer?.day).toBe('2026-11-25')
})

it(
  'life goes on for a year: sales, charges, invoices, service fees, and the books still balance',
  { timeout: 60_000 },
  () => {
    const { world, moveClock } = openApis()
    const before = {
      lines: world('finnish').ledger.lines.length,
      invoices: world('utility').invoiceBook.invoices.size,
    }
    moveClock(365 * day)
    expect(world('finnish').ledger.lines.length).toBeGreaterThan(before.lines * 1.7)
    expect(world('utility').invoiceBook.invoices.size).toBeGreaterThan(before.invoices * 1.7)
    for (const profile of ['finnish', 'utility'] as const) {
      const { lines, transfers } = world(profile).ledger
      const open = lines.filter(({ transfer }) => transfer === undefined)
      const earned = lines.filter(({ type }) => type !== 'Transfer')
      expect(sum(earned.map(({ amountMinor }) => amountMinor))).toBe(
        sum(transfers.map(({ totalMinor }) => totalMinor)) +
          sum(open.map(({ amountMinor }) => amountMinor)),
      )
    }
  },
)

it('agreements end and their charges with them', { timeout: 60_000 }, () => {
  const { world, moveClock } = openApis()
  moveClock(60 * day)
  const agreements = [...world('box').providers.values()].flatMap((provider) => [
    ...provider.agreements.values(),
  ])
  const accepted = agreements.filter(({ status }) => status === 'Accepted')
  expect(accepted.length).toBeGreaterThan(3000)
  expect(accepted.filter(({ charges }) => charges.at(-1)?.status !== 'Created')).toEqual([])

  const ended = agreements.filter(({ status }) => status === 'Canceled')
  expect(ended.length).toBeGreaterThan(1000)
  const waiting = ended.flatMap(({ charges, oneOffs }) => [
    ...charges.filter(({ status }) => status === 'Created' || status === 'Suspended'),
    ...oneOffs.filter(({ status }) => status === 'Requested' || status === 'Reserved'),
  ])
  expect(waiting).toEqual([])
})

it('a clock that goes back undoes nothing and breaks nothing', async () => {
  const { world, moveClock, read } = openApis()
  moveClock(2 * day)
  const { length } = world('shop').ledger.lines
  moveClock(-3 * day)
  expect(world('shop').ledger.lines).toHaveLength(length)
  await read('shop', '/v3/reporting/transactions')
})
