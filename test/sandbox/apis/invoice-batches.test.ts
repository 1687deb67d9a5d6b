import { describe, expect, it } from 'vitest'

import { openBiller } from './biller.ts'

const second = 1000

describe('a batch of invoices', () => {
  it('is sorted by shape at once and judged by sense later', async () => {
    const { createBatch, invoice, send, own, statusOf, moveClock, dayAfter } = openBiller()
    const { accepted, rejected } = await createBatch('direct', [
      invoice({ invoiceNumber: 'GOOD' }),
      invoice({ invoiceNumber: 'OLD', dueDate: dayAfter(-1) }),
      invoice({ invoiceNumber: 'SHAPELESS', totalAmount: undefined }),
      invoice({ invoiceNumber: 'FOREIGN', invoiceIssuer: '7347ba06-95c5-4181-82e5-7c7a23609a0e' }),
      'nothing',
    ])
    expect(accepted.map(({ invoiceNumber }) => invoiceNumber)).toEqual(['GOOD', 'OLD'])
    expect(rejected).toEqual([
      {
        invoiceNumber: 'SHAPELESS',
        errors: [{ errorText: 'The totalAmount field is required.', errorCode: null }],
      },
      {
        invoiceNumber: 'FOREIGN',
        errors: [{ errorText: 'Invoice issuer not found', errorCode: 10_303 }],
      },
      {
        invoiceNumber: null,
        errors: [{ errorText: expect.any(String) as unknown, errorCode: null }],
      },
    ])
    const [good, old] = accepted.map(({ invoiceId }) => invoiceId)
    if (good === undefined || old === undefined) throw new Error('two were accepted')
    // Nobody has looked at them yet.
    expect((await send('GET', `${own}/invoices/${good}`)).status).toBe(404)
    moveClock(2 * second)
    expect(await statusOf(good)).toBe('created')
    expect(await statusOf(old)).toBe('invalid')
  })

  it('holds 2,000 and no more', async () => {
    const { send, own, invoice } = openBiller()
    const items = Array.from({ length: 2001 }, (_, index) =>
      invoice({ invoiceNumber: `B-${index}` }),
    )
    for (const path of ['/invoices/batch', '/invoices/link/batch']) {
      expect((await send('POST', own + path, items)).status).toBe(400)
      expect((await send('POST', own + path, items.slice(1))).status).toBe(202)
      for (const body of [[], {}, invoice()]) {
        expect((await send('POST', own + path, body)).status).toBe(400)
      }
    }
  })

  it('keeps to ten a day for each consumer', async () => {
    const { createBatch, invoice, statusOf, moveClock } = openBiller()
    const items = Array.from({ length: 12 }, (_, index) => invoice({ invoiceNumber: `B-${index}` }))
    const { accepted } = await createBatch('direct', items)
    moveClock(2 * second)
    const statuses = await Promise.all(accepted.map(({ invoiceId }) => statusOf(invoiceId)))
    expect(statuses.filter((status) => status === 'created')).toHaveLength(10)
    expect(statuses.slice(10)).toEqual(['invalid', 'invalid'])
  })

  it('takes the same invoice once', async () => {
    const { createBatch, invoice, statusOf, moveClock } = openBiller()
    const { accepted } = await createBatch('link', [invoice(), invoice()])
    moveClock(2 * second)
    expect(await Promise.all(accepted.map(({ invoiceId }) => statusOf(invoiceId)))).toEqual([
      'created',
      'invalid',
    ])
  })
})
