import { expect, it } from 'vitest'

import { eventsOf, openReceiver } from '../delivery/receiver.ts'
import { openBiller } from './biller.ts'
import { day, openProvider, second } from './subscriber.ts'

const countBy = (events: readonly Readonly<Record<string, unknown>>[], member: string) =>
  new Map([...Map.groupBy(events, (event) => event[member])].map(([key, own]) => [key, own.length]))

it.each([
  ['link', { Created: 1990, Invalid: 10 }],
  // Ten a day for each consumer: the thousand customers behind these numbers get two each.
  ['direct', { Created: 1990, Invalid: 10 }],
] as const)(
  'a batch of 2,000 invoices (%s) is taken, judged one by one, and each outcome is called back once',
  async (kind, outcome) => {
    const receiver = await openReceiver()
    const biller = openBiller()
    await biller.callBackTo(receiver.url)
    const items = Array.from({ length: 2000 }, (_, index) =>
      biller.invoice({
        invoiceNumber: `I-${index}`,
        consumerAlias: { alias: `+45${20_000_100 + (index % 1000)}`, aliasType: 'Phone' },
        totalAmount: index % 200 === 0 ? 300_001 : 360,
      }),
    )
    const { accepted, rejected } = await biller.createBatch(kind, items)
    expect([accepted.length, rejected.length]).toEqual([2000, 0])
    biller.moveClock(10 * second)
    await biller.settle()
    await receiver.close()
    const events = eventsOf(receiver.received)
    expect(new Set(events.map(({ InvoiceId }) => InvoiceId)).size).toBe(2000)
    expect(countBy(events, 'Status')).toEqual(new Map(Object.entries(outcome)))
  },
)

it('500 payment requests are taken, judged one by one, and collected on their day', async () => {
  const receiver = await openReceiver()
  const shop = openProvider('box', { callbacks: receiver.url })
  await shop.callBackTo(receiver.url)
  const accepted = [...shop.provider.agreements.values()]
    .filter(({ status }) => status === 'Accepted')
    .slice(0, 500)
  const items = accepted.map(({ id, amountMinor = 10_000 }, index) =>
    shop.chargeRequest(id, {
      external_id: `IMPORT-${index}`,
      // Every fiftieth asks for more than five times its agreement's amount.
      amount: index % 50 === 0 && amountMinor !== undefined ? amountMinor / 10 : 1,
    }),
  )
  const { pending_payments: pending } = await shop.chargeBatch(...items)
  expect(pending).toHaveLength(500)
  shop.moveClock(2 * day)
  await shop.settle()
  await receiver.close()
  const ids = new Set(pending.map(({ payment_id }) => payment_id))
  const events = eventsOf(receiver.received).filter(({ payment_id }) => ids.has(String(payment_id)))
  const counts = countBy(events, 'status')
  const declined = counts.get('Declined') ?? 0
  expect(declined).toBeGreaterThan(0)
  expect(counts.get('Executed')).toBe(500 - declined)
})
