import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { openBiller } from './biller.ts'
import { documentationDialect, openapiDialect } from './dialect.ts'
import { merchantOf } from './harness.ts'
import { day, dayAfter, hour, minute, openProvider, second } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const dialects = [
  ['openapi', openapiDialect],
  ['documentation', documentationDialect],
] as const

describe.each(dialects)('in the dialect of the %s', (name, dialect) => {
  const isDocumented = name === 'documentation'
  const openShop = () => openProvider('finnish', { dialect, callbacks: receiver.url })
  const agreement = async (shop: ReturnType<typeof openShop>) => {
    const response = await shop.send('POST', '/agreements', shop.agreementRequest())
    const { id } = z.object({ id: z.string() }).parse(await response.json())
    await shop.answer(id, 'Accepted')
    return id
  }

  it('agreement callbacks', async () => {
    const shop = openShop()
    const id = await agreement(shop)
    await shop.send('DELETE', `/agreements/${id}`)
    await shop.settle()
    const told = receiver.received.slice(-2).map(({ json }) => json)
    expect(told).toMatchObject(
      isDocumented
        ? [
            { status: 'Active', status_code: '0' },
            { status: 'Canceled', status_code: '40000' },
          ]
        : [
            { status: 'Accepted', status_code: 0 },
            { status: 'Canceled', status_code: 40_003 },
          ],
    )
  })

  it('members that only one of them requires', async () => {
    const shop = openShop()
    const id = await agreement(shop)
    const oneOff = { amount: 5, external_id: 'OOP-1' }
    const charge = await shop.charge(id, { due_date: dayAfter(3) })
    const answers = await Promise.all([
      shop.send('POST', '/agreements', shop.agreementRequest({ one_off_payment: oneOff })),
      shop.send('POST', `/agreements/${id}/oneoffpayments`, { ...oneOff, description: 'Eggs' }),
      shop.send('POST', `/agreements/${id}/payments/${charge}/refunds`, { amount: 1 }),
      shop.send('PUT', `/payments/${charge}/attachment`, {
        attachment_details: { total_amount: 1, articles: [{ article_description: 'Eggs' }] },
      }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(
      isDocumented ? [400, 400, 400, 400] : [201, 202, 202, 204],
    )
    const { own, invoice, send } = openBiller({ dialect })
    const bare = await send('POST', `${own}/invoices`, invoice({ invoiceArticles: [] }))
    expect(bare.status).toBe(isDocumented ? 400 : 200)
  })

  it('the smallest charge and the smallest refund', async () => {
    const shop = openShop()
    const id = await agreement(shop)
    const { pending_payments: pending } = await shop.chargeBatch(
      shop.chargeRequest(id, { amount: 0 }),
    )
    expect(pending).toHaveLength(isDocumented ? 1 : 0)
    const charge = await shop.charge(id, { due_date: dayAfter(3) })
    const refund = async (amount: number) =>
      (
        await shop.send('POST', `/agreements/${id}/payments/${charge}/refunds`, {
          amount,
          status_callback_url: receiver.url,
        })
      ).status
    expect([await refund(0.01), await refund(0.1)]).toEqual(isDocumented ? [400, 202] : [202, 202])
  })

  it('the earliest due day', async () => {
    const shop = openShop()
    const id = await agreement(shop)
    const tomorrow = await shop.charge(id, { due_date: dayAfter(1) })
    shop.moveClock(5 * second)
    shop.world('finnish')
    const charges = shop.provider.agreements.get(id)?.charges ?? []
    expect(charges.find((charge) => charge.id === tomorrow)?.status).toBe(
      isDocumented ? 'Declined' : 'Created',
    )
  })

  it('how long a one-off stays reserved', async () => {
    const shop = openShop()
    const id = await agreement(shop)
    const oneOff = await shop.requestOneOff(id, { auto_reserve: true })
    const status = () => {
      shop.world('finnish')
      return shop.provider.agreements.get(id)?.oneOffs.find((one) => one.id === oneOff)?.status
    }
    shop.moveClock(2 * second + (isDocumented ? 14 * day : 7 * day - 15 * minute) - 1)
    expect(status()).toBe('Reserved')
    shop.moveClock(hour)
    expect(status()).toBe('Expired')
  })

  it('the names and the status of Invoice', async () => {
    const { own, base, invoice, send } = openBiller({ dialect })
    const direct = await send('POST', `${own}/invoices`, invoice())
    const link = await send('POST', `${own}/invoices/link`, invoice())
    expect([direct.status, link.status]).toEqual(isDocumented ? [202, 202] : [200, 200])
    const body = z.record(z.string(), z.unknown()).parse(await link.json())
    expect(Object.keys(body)).toEqual(
      isDocumented ? ['InvoiceId', 'Links'] : ['invoiceId', 'links'],
    )
    const invoiceId = body['InvoiceId'] ?? body['invoiceId']
    const consent = await send('POST', `${base}/directinvoiceconsents`, { invoiceId })
    expect(consent.status).toBe(isDocumented ? 201 : 200)
    expect(await consent.json()).toMatchObject(isDocumented ? { State: 'Pending' } : { state: 1 })
    const conflict = await send('POST', `${own}/invoices`, invoice())
    expect(await conflict.json()).toMatchObject(
      isDocumented ? { error_code: '10104' } : { errorCode: '10104' },
    )
    const me = await send('GET', `${base}/merchants/me`)
    const { id } = merchantOf('utility')
    expect(await me.json()).toEqual(isDocumented ? { MerchantId: id } : { merchantId: id })
  })
})
