import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { merchants } from '../merchants.ts'
import { openApis, type Profile } from './harness.ts'

const sandbox = openApis()

/** Øre or cents, from the digits as they were sent and not from the float. */
const minorOf = (amount: number): number => {
  const [, sign, whole = '', cents = ''] =
    /^(-?)(\d+)(?:\.(\d{1,2}))?$/u.exec(JSON.stringify(amount)) ?? []
  if (sign === undefined) throw new Error(`${amount} has more than two decimals`)
  return Number(`${sign}${whole}${cents.padEnd(2, '0')}`)
}

const line = z.object({
  type: z.string(),
  amount: z.number(),
  currencyCode: z.string(),
  timestamp: z.string(),
  transferReference: z.nullable(z.string()),
  transferDate: z.nullable(z.string()),
})
const payout = z.object({
  id: z.string(),
  reference: z.string(),
  date: z.string(),
  totalTransferredAmount: z.number(),
  paymentPointId: z.string(),
})
const lines = z.object({ nextPageNumber: z.nullable(z.int()), transactions: z.array(line) })
const payouts = z.object({ nextPageNumber: z.nullable(z.int()), transfers: z.array(payout) })

const readLines = async (profile: Profile, query = '') => {
  const items: z.infer<typeof line>[] = []
  for (let next: number | null = 1; next !== null;) {
    const path = `/v3/reporting/transactions?pagesize=1000&pagenumber=${next}${query}`
    const page = lines.parse(await sandbox.read(profile, path))
    items.push(...page.transactions)
    next = page.nextPageNumber
  }
  return items
}

const readPayouts = async (profile: Profile) => {
  const items: z.infer<typeof payout>[] = []
  for (let next: number | null = 1; next !== null;) {
    const path = `/v3/reporting/transfers?pagesize=1000&pagenumber=${next}`
    const page = payouts.parse(await sandbox.read(profile, path))
    items.push(...page.transfers)
    next = page.nextPageNumber
  }
  return items
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe.each(merchants)('$name', { timeout: 60_000 }, ({ profile, currency, country }) => {
  const readTransactions = (query = '') => readLines(profile, query)
  const readTransfers = () => readPayouts(profile)
  let known: ReturnType<typeof readTransactions> | undefined
  const allTransactions = () => (known ??= readTransactions())

  it('every transfer is the sum of its transactions, to the øre', async () => {
    const transfers = await readTransfers()
    const byReference = Map.groupBy(await allTransactions(), (item) => item.transferReference)
    expect(new Set(transfers.map(({ reference }) => reference)).size).toBe(transfers.length)

    for (const { reference, totalTransferredAmount, date } of transfers) {
      const paid = byReference.get(reference) ?? []
      const own = paid.filter(({ type }) => type === 'Transfer')
      const rest = paid.filter(({ type }) => type !== 'Transfer')
      const total = minorOf(totalTransferredAmount)
      expect(total).toBeGreaterThan(0)
      expect([reference, sum(rest.map(({ amount }) => minorOf(amount)))]).toEqual([
        reference,
        total,
      ])
      expect(own.map(({ amount }) => minorOf(amount))).toEqual([-total])
      for (const { transferDate } of paid) expect(transferDate).toBe(date.slice(0, 10))
    }
    // Nothing else refers to a transfer.
    expect(byReference.size - (byReference.has(null) ? 1 : 0)).toBe(transfers.length)
  })

  it('asking for one transfer gives the same lines as looking for its reference', async () => {
    const transfers = await readTransfers()
    const sample = transfers.filter((_, index) => index % 97 === 0)
    const all = await allTransactions()
    for (const { id, reference } of sample) {
      expect(await readTransactions(`&transferid=${id}`)).toEqual(
        all.filter(({ transferReference }) => transferReference === reference),
      )
    }
  })

  it('the points together hold what the merchant holds', async () => {
    const points = z
      .object({ paymentPoints: z.array(z.object({ id: z.string() })) })
      .parse(await sandbox.read(profile, '/v3/reporting/paymentpoints'))
    const counts: number[] = []
    for (const { id } of points.paymentPoints) {
      counts.push((await readTransactions(`&paymentpointid=${id}`)).length)
    }
    expect(sum(counts)).toBe((await allTransactions()).length)
  })

  it('money comes in with a plus and goes out with a minus, in the one currency', async () => {
    const all = await allTransactions()
    expect(all.filter((item) => item.currencyCode !== currency)).toEqual([])
    const income = all.filter(({ type }) => type === 'Payment')
    const expenses = all.filter(({ type }) => /Refund|Fee|Transfer/u.test(type))
    expect(income.filter(({ amount }) => amount <= 0)).toEqual([])
    expect(expenses.filter(({ amount }) => amount >= 0)).toEqual([])
  })

  it("today's sales are not paid out, and every transfer carries what was sold before its day", async () => {
    const timeZone = country === 'DK' ? 'Europe/Copenhagen' : 'Europe/Helsinki'
    const localDay = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    const sold = (await allTransactions())
      .filter(({ type }) => type !== 'Transfer')
      .map((item) => ({ ...item, day: localDay.format(new Date(item.timestamp)) }))
    const soldToday = sold.filter(({ day }) => day === '2026-11-24')
    expect(soldToday.filter(({ transferDate }) => transferDate !== null)).toEqual([])
    const paidOut = sold.filter(({ transferDate }) => transferDate !== null)
    expect(paidOut.filter(({ day, transferDate }) => (transferDate ?? '') <= day)).toEqual([])
  })

  it('the bank reference holds product, point and date', async () => {
    const products = {
      PointOfSale: '01',
      MyShop: '02',
      Subscription: '03',
      Invoice: '04',
      'App payments': '08',
    }
    const { points } = sandbox.world(profile)
    for (const { reference, paymentPointId, date } of await readTransfers()) {
      const point = points.find(({ id }) => id === paymentPointId)
      expect(reference.slice(0, 2)).toBe(point && products[point.product])
      expect(reference.slice(2, 10)).toBe(point?.number)
      const [year = '', month, day] = date.slice(0, 10).split('-')
      expect(reference.slice(13, 19)).toBe(`${day}${month}${year.slice(2)}`)
    }
  })
})

it('captured payments, refunds, executed charges and paid invoices are all in the books', () => {
  const count = (profile: Profile, type: string, has: 'paymentId' | 'refundId' | 'agreementId') =>
    sandbox
      .world(profile)
      .ledger.lines.filter((item) => item.type === type && item.details[has] !== undefined).length

  const { payments } = sandbox.world('shop')
  const captured = [...payments.all.values()].filter(({ state }) => state === 'captured')
  expect(captured.length).toBeGreaterThan(500)
  expect(count('shop', 'Payment', 'paymentId')).toBe(captured.length)
  expect(count('shop', 'Refund', 'refundId')).toBe(payments.refunds.size)

  const agreements = [...sandbox.world('box').providers.values()].flatMap((provider) => [
    ...provider.agreements.values(),
  ])
  const charged = agreements.flatMap(({ charges, oneOffs }) => [
    ...charges.filter(({ status }) => status === 'Executed'),
    ...oneOffs.filter(({ status }) => status === 'Captured'),
  ])
  expect(count('box', 'Payment', 'agreementId')).toBe(charged.length)
  expect(count('box', 'Refund', 'agreementId')).toBe(
    sum(agreements.map(({ refunds }) => refunds.length)),
  )

  const { invoiceBook, ledger } = sandbox.world('utility')
  const paid = [...invoiceBook.invoices.values()].filter(({ status }) => status === 'paid')
  const received = ledger.lines.filter(({ type }) => type === 'Payment')
  expect(received).toHaveLength(paid.length)
  expect(sum(received.map(({ amountMinor }) => amountMinor))).toBe(
    sum(paid.map(({ totalMinor }) => totalMinor)),
  )
})

it('a service fee is taken once a month, and the new merchant has no money at all', () => {
  const fees = sandbox.world('shop').ledger.lines.filter(({ type }) => type === 'ServiceFee')
  expect(fees.length).toBe(13)
  expect(sandbox.world('new').ledger.lines).toHaveLength(0)
})
