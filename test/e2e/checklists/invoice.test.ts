import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { playAsChecklist } from './checklist.ts'
import { type ConnectedMerchant, connectMerchant, customer } from './merchant.ts'

const created = z.object({ invoiceId: z.string() })
const batch = z.object({
  accepted: z.tuple([created, created]),
  rejected: z.array(z.unknown()),
})
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
const issuers = z.object({ invoiceIssuers: z.tuple([z.object({ id: z.string() })]) })

const api = '/invoice-restapi/api/v1'

// MobilePay docs: invoice/development-guide/verification.
describe('the Invoice checklist, through the proxy', () => {
  playAsChecklist('Invoice, before production: 11 steps')
  let biller: ConnectedMerchant
  let own: string
  let issuer: string
  let direct: string
  let link: string
  let directs: z.infer<typeof batch>
  let links: z.infer<typeof batch>
  let told: z.infer<typeof news>

  beforeAll(async () => {
    biller = await connectMerchant('DK11223344')
  })
  afterAll(() => biller.close())

  const invoice = (members: Readonly<Record<string, unknown>> = {}) => ({
    invoiceIssuer: issuer,
    consumerAlias: { alias: customer.phoneNumber, aliasType: 'Phone' },
    totalAmount: 360,
    totalVATAmount: 72,
    invoiceNumber: '301',
    issueDate: biller.dayAfter(0),
    dueDate: biller.dayAfter(14),
    invoiceArticles: [{ articleDescription: 'Heat', totalPriceIncludingVat: 360 }],
    ...members,
  })
  const statusOf = (id: string) => biller.json(200, 'GET', `${own}/invoices/${id}/status`)
  const statusesOf = (id: string) =>
    told.filter(({ InvoiceId }) => InvoiceId === id).map(({ Status }) => Status)

  test('1 get the merchant id', async () => {
    const me = await biller.json(200, 'GET', `${api}/merchants/me`)
    const { merchantId } = z.object({ merchantId: z.uuid() }).parse(me)
    own = `${api}/merchants/${merchantId}`
    expect(merchantId).not.toBe('')
  })

  test('2 get the invoice issuer', async () => {
    const answer = await biller.json(200, 'GET', `${own}/invoiceissuers`)
    expect(answer).toMatchObject({ invoiceIssuers: [{ status: 'enabled' }] })
    issuer = issuers.parse(answer).invoiceIssuers[0].id
    // Step 8, which comes first: nothing is told before somebody has said where.
    await biller.json(204, 'PUT', `${own}/auth/basic`, {
      username: 'biller',
      password: 'secret',
      callbackUrl: `${biller.receiver.url}/invoices`,
    })
  })

  test('3 create an InvoiceDirect', async () => {
    const terms = invoice({ paymentReference: 'CUSTOMER-7' })
    direct = created.parse(await biller.json(200, 'POST', `${own}/invoices`, terms)).invoiceId
    expect(await statusOf(direct)).toMatchObject({ status: 'created' })
  })

  test('4 create several InvoiceDirects', async () => {
    const items = [
      invoice({ invoiceNumber: 'B-1' }),
      invoice({ invoiceNumber: 'B-2', totalAmount: 300_001 }),
    ]
    directs = batch.parse(await biller.json(202, 'POST', `${own}/invoices/batch`, items))
    // Sense is judged later: step 10.
    expect(directs.rejected).toEqual([])
  })

  test('5 cancel an unpaid invoice', async () => {
    await biller.json(204, 'PUT', `${own}/invoices/${direct}/cancel`)
    expect(await statusOf(direct)).toMatchObject({ status: 'canceled' })
  })

  test('6 create an InvoiceLink, which is accepted and paid', async () => {
    link = created.parse(
      await biller.json(200, 'POST', `${own}/invoices/link`, invoice()),
    ).invoiceId
    const accept = `${api}/consumers/me/invoices/${link}/accept`
    expect(await biller.simulate('PUT', accept, { paymentDate: biller.dayAfter(1) })).toBe(200)
    expect(await biller.simulate('PUT', accept, {})).toBe(200)
  })

  test('7 create several InvoiceLinks', async () => {
    const items = [invoice({ invoiceNumber: 'L-1' }), invoice({ invoiceNumber: 'L-2' })]
    links = batch.parse(await biller.json(202, 'POST', `${own}/invoices/link/batch`, items))
    expect(links.rejected).toEqual([])
  })

  test('8 callback address and authentication', async () => {
    await biller.pass(10)
    const [first] = biller.receiver.received
    const basic = Buffer.from('biller:secret').toString('base64')
    expect(first?.headers.authorization).toBe(`Basic ${basic}`)
  })

  test('9 callbacks in the order of date and sequence', async () => {
    told = news
      .parse(biller.told('/invoices'))
      .toSorted((one, two) => one.Date.localeCompare(two.Date) || one.Sequence - two.Sequence)
    expect(statusesOf(direct)).toEqual(['Created', 'Canceled'])
    expect(statusesOf(link)).toEqual(['Created', 'Accepted', 'Paid'])
    expect(statusesOf(directs.accepted[0].invoiceId)).toEqual(['Created'])
    for (const { invoiceId } of links.accepted) {
      const found = told.find(({ InvoiceId }) => InvoiceId === invoiceId)
      expect(found?.Links?.[0]).toMatchObject({ Rel: 'user-redirect' })
    }
  })

  test('10 validations', async () => {
    const tooLarge = told.find(({ InvoiceId }) => InvoiceId === directs.accepted[1].invoiceId)
    expect(tooLarge).toMatchObject({ Status: 'Invalid', ErrorCode: 10_201 })
    const refused = await biller.send('POST', `${own}/invoices`, invoice({ totalAmount: 300_001 }))
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ errorCode: '10201' }),
    ])
  })

  test('11 the payment reference for reconciliation', async () => {
    expect(await biller.json(200, 'GET', `${own}/invoices/${direct}`)).toMatchObject({
      invoiceNumber: '301',
      paymentReference: 'CUSTOMER-7',
    })
  })
})
