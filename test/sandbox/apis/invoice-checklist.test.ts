import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { openBiller } from './biller.ts'
import * as schemas from './schemas.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const news = z.array(
  z.object({
    InvoiceId: z.string(),
    Status: z.string(),
    Date: z.string(),
    Sequence: z.int(),
    ErrorCode: z.optional(z.int()),
    Links: z.optional(z.array(z.object({ Rel: z.string(), Href: z.url() }))),
  }),
)

// MobilePay docs: invoice/development-guide/verification. One merchant goes through all eleven steps.
it('the 11 steps of the Invoice verification', async () => {
  const biller = openBiller()
  const { send, base, moveClock, settle, invoice, dayAfter } = biller

  // 1 Get MerchantId
  const me = schemas.invoiceMerchant.parse(await (await send('GET', `${base}/merchants/me`)).json())
  const own = `${base}/merchants/${me.merchantId}`
  // 2 Get Invoice Issuer
  const { invoiceIssuers } = schemas.issuers.parse(
    await (await send('GET', `${own}/invoiceissuers`)).json(),
  )
  expect(invoiceIssuers[0]).toMatchObject({ id: biller.issuer.id, status: 'enabled' })

  // 8 Specify a callback URL and an authentication method
  const callbacks = { username: 'u', password: 'p', callbackUrl: `${receiver.url}/invoices` }
  expect((await send('PUT', `${own}/auth/basic`, callbacks)).status).toBe(204)

  // 3 Create an InvoiceDirect
  const direct = await biller.create('direct', { paymentReference: 'CUSTOMER-7' })
  // 4 Create multiple InvoiceDirects
  const batch = await biller.createBatch('direct', [
    invoice({ invoiceNumber: 'B-1' }),
    invoice({ invoiceNumber: 'B-2', totalAmount: 300_001 }),
  ])
  // 5 Cancel an unpaid Invoice
  expect((await send('PUT', `${own}/invoices/${direct}/cancel`)).status).toBe(204)
  // 6 Create Invoice Link
  const link = await biller.create('link')
  expect(await biller.accept(link, { paymentDate: dayAfter(1) })).toBe(200)
  expect(await biller.accept(link)).toBe(200)
  // 7 Create multiple InvoiceLinks
  const links = await biller.createBatch('link', [
    invoice({ invoiceNumber: 'L-1' }),
    invoice({ invoiceNumber: 'L-2' }),
  ])

  // 9 Sort callbacks by the properties date and sequence
  moveClock(10_000)
  await settle()
  const told = receiver.received
    .flatMap(({ json }) => news.parse(json))
    .toSorted((one, other) => one.Date.localeCompare(other.Date) || one.Sequence - other.Sequence)
  const statusesOf = (id: string | undefined) =>
    told.filter(({ InvoiceId }) => InvoiceId === id).map(({ Status }) => Status)
  expect(statusesOf(direct)).toEqual(['Created', 'Canceled'])
  expect(statusesOf(link)).toEqual(['Created', 'Accepted', 'Paid'])
  expect(statusesOf(batch.accepted[0]?.invoiceId)).toEqual(['Created'])
  for (const { invoiceId } of links.accepted) {
    const [first] = told.filter(({ InvoiceId }) => InvoiceId === invoiceId)
    expect(first?.Links?.[0]).toMatchObject({ Rel: 'user-redirect' })
  }

  // 10 Adhere to the validations
  const tooLarge = told.find(({ InvoiceId }) => InvoiceId === batch.accepted[1]?.invoiceId)
  expect(tooLarge).toMatchObject({ Status: 'Invalid', ErrorCode: 10_201 })

  // 11 The payment reference meets the needs of reconciliation
  expect(await biller.invoiceOf(direct)).toMatchObject({
    invoiceNumber: '301',
    paymentReference: 'CUSTOMER-7',
    status: 'canceled',
  })
})
