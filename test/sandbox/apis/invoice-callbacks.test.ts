import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { openBiller } from './biller.ts'
import { anyText } from './harness.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const second = 1000
const day = 86_400_000

const open = async () => {
  const biller = openBiller()
  await biller.callBackTo(`${receiver.url}/invoices`)
  let seen = receiver.received.length
  return {
    ...biller,
    /** The batches that have come since the last look. */
    fresh: async () => {
      await biller.settle()
      const batches = receiver.received.slice(seen).map(({ json }) => json)
      seen = receiver.received.length
      return batches
    },
  }
}

describe('callbacks', () => {
  it('come with the job that runs every five seconds, together', async () => {
    const { create, fresh, moveClock, accept, dayAfter } = await open()
    const one = await create('direct')
    const other = await create('link')
    await accept(one, { paymentDate: dayAfter(3) })
    moveClock(5 * second - 1)
    expect(await fresh()).toEqual([])
    moveClock(1)
    const date = '2026-11-24T12:00:00.0000000+00:00'
    expect(await fresh()).toEqual([
      [
        { InvoiceId: one, Status: 'Created', Date: date, Sequence: 0 },
        { InvoiceId: other, Status: 'Created', Date: date, Sequence: 0 },
        {
          InvoiceId: one,
          Status: 'Accepted',
          Date: date,
          Sequence: 1,
          PaymentDate: '2026-11-27',
        },
      ],
    ])
  })

  it('tell every way an invoice can go', async () => {
    const { create, fresh, moveClock, accept, reject, send, own } = await open()
    const ids = {
      Paid: await create('direct', { invoiceNumber: '1' }),
      Rejected: await create('direct', { invoiceNumber: '2' }),
      Canceled: await create('direct', { invoiceNumber: '3' }),
      Expired: await create('direct', { invoiceNumber: '4' }),
    }
    await accept(ids.Paid)
    await reject(ids.Rejected)
    await send('PUT', `${own}/invoices/${ids.Canceled}/cancel`)
    moveClock(46 * day)
    const items = (await fresh()).flat()
    for (const [status, id] of Object.entries(ids)) {
      expect(items).toContainEqual(
        expect.objectContaining({ InvoiceId: id, Status: status, Sequence: 1 }),
      )
    }
  })

  it('are the only place where the links of a batch come from, and why one is invalid', async () => {
    const { createBatch, invoice, fresh, moveClock, dayAfter } = await open()
    const { accepted } = await createBatch('link', [
      invoice({ invoiceNumber: 'GOOD' }),
      invoice({ invoiceNumber: 'OLD', dueDate: dayAfter(-1) }),
    ])
    const [good, old] = accepted.map(({ invoiceId }) => invoiceId)
    moveClock(5 * second)
    expect((await fresh()).flat()).toEqual([
      {
        InvoiceId: good,
        Status: 'Created',
        Date: '2026-11-24T12:00:02.0000000+00:00',
        Sequence: 0,
        Links: [{ Rel: 'user-redirect', Href: expect.stringContaining(good ?? '') as unknown }],
      },
      {
        InvoiceId: old,
        Status: 'Invalid',
        Date: anyText,
        Sequence: 0,
        ErrorCode: 10_311,
        ErrorMessage: 'DueDate must be today or later',
      },
    ])
  })

  it('carry the credentials that were given with the address', async () => {
    const { create, moveClock, settle, send, own } = await open()
    const body = { username: 'biller', password: 'p', callbackUrl: `${receiver.url}/basic` }
    expect((await send('PUT', `${own}/auth/basic`, body)).status).toBe(204)
    await create('direct')
    moveClock(5 * second)
    await settle()
    const last = receiver.received.at(-1)
    expect([last?.path, last?.headers.authorization]).toEqual([
      '/basic',
      `Basic ${btoa('biller:p')}`,
    ])
    const key = { api_key: 'any thing', callback_url: `${receiver.url}/key` }
    expect((await send('PUT', `${own}/auth/apikey`, key)).status).toBe(204)
    await create('direct', { invoiceNumber: '2' })
    moveClock(5 * second)
    await settle()
    const next = receiver.received.at(-1)
    expect([next?.path, next?.headers.authorization]).toEqual(['/key', 'any thing'])
  })

  it('of a merchant that has said nothing go nowhere', async () => {
    const { create, moveClock, settle, delivery, world } = openBiller()
    world('utility').invoiceBook.callbackSettings = undefined
    await create('direct')
    moveClock(5 * second)
    await settle()
    expect(delivery.log()).toEqual([])
  })

  it.each([
    ['basic', { username: 'a', password: 'b' }],
    ['basic', { username: 'a', callbackUrl: 'https://biller.example' }],
    ['basic', { username: 'a:b', password: 'b', callbackUrl: 'https://biller.example' }],
    ['basic', { username: 'a', password: 'b', callbackUrl: 'http://biller.example' }],
    ['basic', { username: 'a', password: 'b', callbackUrl: 'biller' }],
    ['apikey', { callbackUrl: 'https://biller.example' }],
    ['apikey', { apiKey: 'line\nfeed', callbackUrl: 'https://biller.example' }],
  ])('set by %s with %j are a bad request', async (scheme, body) => {
    const { send, own } = openBiller()
    const response = await send('PUT', `${own}/auth/${scheme}`, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'InputError', errorContext: 'Invoices' })
  })
})
