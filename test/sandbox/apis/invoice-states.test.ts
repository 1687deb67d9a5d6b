import { describe, expect, it } from 'vitest'

import { openBiller } from './biller.ts'
import { anyText } from './harness.ts'

const hour = 3_600_000
const day = 24 * hour

describe('a direct invoice', () => {
  it('is paid at once when the customer accepts it, and then nothing more happens to it', async () => {
    const { create, accept, reject, invoiceOf, statusOf, send, own, moveClock } = openBiller()
    const id = await create('direct')
    expect(await accept(id)).toBe(200)
    expect(await invoiceOf(id)).toMatchObject({
      status: 'paid',
      paymentDate: '2026-11-24T00:00:00Z',
      paymentTransactionId: anyText,
    })
    expect(await accept(id)).toBe(400)
    expect(await reject(id)).toBe(409)
    const cancel = await send('PUT', `${own}/invoices/${id}/cancel`)
    expect(cancel.status).toBe(409)
    expect(await cancel.json()).toEqual({
      correlationId: anyText,
      error: 'DomainError',
      errorCode: '10504',
      errorDescription: 'Invoice has already been paid',
      errorContext: 'Invoices',
    })
    moveClock(60 * day)
    expect(await statusOf(id)).toBe('paid')
  })

  it('is accepted for a later day, and paid on that day', async () => {
    const { create, accept, invoiceOf, statusOf, moveClock, dayAfter } = openBiller()
    const id = await create('direct')
    expect(await accept(id, { paymentDate: `${dayAfter(3)}T00:00:00Z` })).toBe(200)
    expect(await invoiceOf(id)).toMatchObject({
      status: 'accepted',
      paymentDate: '2026-11-27T00:00:00Z',
      paymentTransactionId: null,
    })
    // From 13:00 to 10:00 three days on, local time.
    moveClock(3 * day - 3 * hour - 1)
    expect(await statusOf(id)).toBe('accepted')
    moveClock(1)
    expect(await statusOf(id)).toBe('paid')
  })

  it('can be put off, but not by more than 30 days after it is due', async () => {
    const { create, accept, statusOf, moveClock, dayAfter } = openBiller()
    const id = await create('direct')
    expect(await accept(id, { paymentDate: dayAfter(45) })).toBe(400)
    expect(await statusOf(id)).toBe('created')
    expect(await accept(id, { paymentDate: dayAfter(3) })).toBe(200)
    expect(await accept(id, { paymentDate: dayAfter(44) })).toBe(200)
    moveClock(4 * day)
    expect(await statusOf(id)).toBe('accepted')
    moveClock(40 * day)
    expect(await statusOf(id)).toBe('paid')
  })

  it.each(['created', 'accepted'])('can be rejected while %s', async (state) => {
    const { create, accept, reject, statusOf, dayAfter } = openBiller()
    const id = await create('direct')
    if (state === 'accepted') await accept(id, { paymentDate: dayAfter(3) })
    expect(await reject(id)).toBe(200)
    expect(await statusOf(id)).toBe('rejected')
  })

  it.each(['created', 'accepted'])(
    'can be canceled while %s, and then it is not paid',
    async (state) => {
      const { create, accept, statusOf, send, own, dayAfter, moveClock } = openBiller()
      const id = await create('direct')
      if (state === 'accepted') await accept(id, { paymentDate: dayAfter(3) })
      const canceled = await send('PUT', `${own}/invoices/${id}/cancel`)
      expect([canceled.status, await canceled.text()]).toEqual([204, ''])
      moveClock(5 * day)
      expect(await statusOf(id)).toBe('canceled')
      expect((await send('PUT', `${own}/invoices/${id}/cancel`)).status).toBe(409)
    },
  )

  it('expires 30 days after it was due', async () => {
    const { create, statusOf, moveClock } = openBiller()
    const id = await create('direct')
    // To the end of 7 January in Copenhagen.
    moveClock(44 * day + 11 * hour - 1)
    expect(await statusOf(id)).toBe('created')
    moveClock(1)
    expect(await statusOf(id)).toBe('expired')
  })

  it('belongs to the customer it was sent to', async () => {
    const { create, accept, reject, statusOf, people } = openBiller()
    const id = await create('direct')
    expect(await accept(id, {}, people.sofie)).toBe(400)
    expect(await reject(id, people.sofie)).toBe(409)
    expect(await statusOf(id)).toBe('created')
  })

  it('with an expired card: accepted by trying, never paid, expired in the end', async () => {
    const { create, simulate, statusOf, people, moveClock } = openBiller()
    const consumerAlias = { alias: people.bo.phoneNumber, aliasType: 'Phone' }
    const id = await create('direct', { consumerAlias })
    const path = `/consumers/me/invoices/${id}/accept`
    const response = await simulate('PUT', path, {}, people.bo)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      invoiceId: id,
      invoicePaymentStatus: 'accepted',
      errorText: anyText,
    })
    moveClock(10 * day)
    expect(await statusOf(id)).toBe('accepted')
    moveClock(40 * day)
    expect(await statusOf(id)).toBe('expired')
  })

  it('takes the card of the customer and no other', async () => {
    const { create, accept, people } = openBiller()
    const id = await create('direct')
    expect(await accept(id, { ConsumerCard: people.sofie.cardId })).toBe(400)
    expect(await accept(id, { ConsumerCard: people.karen.cardId })).toBe(200)
  })
})

describe('an invoice link', () => {
  it('can be paid by anybody, who is then sent back with the outcome', async () => {
    const { create, simulate, people, issuer } = openBiller()
    const redirectUrl = 'https://biller.example/thanks?order=7'
    const id = await create('link', { consumerAlias: undefined, redirectUrl })
    const path = `/consumers/me/invoices/${id}/accept`
    const response = await simulate('PUT', path, {}, people.sofie)
    expect(await response.json()).toEqual({
      invoiceId: id,
      invoicePaymentStatus: 'paid',
      redirectUrl: 'https://biller.example/thanks?order=7&status=paid',
      receipt: expect.objectContaining({
        invoiceIssuerName: issuer.name,
        totalAmount: 360,
        status: 'paid',
        paymentDate: '2026-11-24T00:00:00Z',
        paymentSourceType: 0,
        logo: '',
        transactionDetails: { transactionId: anyText, transactionType: 'Payment' },
      }) as unknown,
    })
  })

  it('that is turned down stays open; only a promise can be broken', async () => {
    const { create, accept, reject, statusOf, dayAfter } = openBiller()
    const id = await create('link')
    expect(await reject(id)).toBe(200)
    expect(await statusOf(id)).toBe('created')
    await accept(id, { paymentDate: dayAfter(3) })
    expect(await reject(id)).toBe(200)
    expect(await statusOf(id)).toBe('rejected')
  })

  it('is gone when it has expired, document and all', async () => {
    const { create, send, own, simulate, moveClock } = openBiller()
    const id = await create('link')
    const pdf = () => simulate('GET', `/consumers/me/invoices/${id}/pdf`)
    expect((await pdf()).status).toBe(200)
    moveClock(46 * day)
    for (const path of ['', '/status']) {
      expect((await send('GET', `${own}/invoices/${id}${path}`)).status).toBe(404)
    }
    expect((await pdf()).status).toBe(404)
  })
})

it('the customer can have it as a PDF', async () => {
  const { create, simulate, issuer } = openBiller()
  const id = await create('direct', { comment: 'Tak', consumerName: 'Karen Dam' })
  const response = await simulate('GET', `/consumers/me/invoices/${id}/pdf`)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1')
  for (const part of ['%PDF-1.4', issuer.name, 'Karen Dam', '360.00', 'Tak', '301']) {
    expect(text).toContain(part)
  }
})

it('nobody can act for nobody', async () => {
  const { create, app, base } = openBiller()
  const id = await create('direct')
  for (const headers of [{}, { authenticateduser: '7347ba06-95c5-4181-82e5-7c7a23609a0e' }]) {
    const path = `${base}/consumers/me/invoices/${id}/accept`
    const response = await app.request(path, { method: 'PUT', headers, body: '{}' })
    expect(response.status).toBe(401)
  }
})
