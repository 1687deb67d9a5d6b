import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'

import { documentationDialect } from './dialect.ts'
import { merchantOf, openApis, type Profile } from './harness.ts'
import * as schemas from './schemas.ts'

const sandbox = openApis()

/** What is wrong with an answer: nothing, one hopes. */
const flaws = async (profile: Profile, path: string, schema: z.ZodMiniType) => {
  const { error } = schema.safeParse(await sandbox.read(profile, path))
  return (error?.issues ?? []).map(({ path: member, message }) => [path, ...member, message])
}

const merchantLists: readonly (readonly [string, z.ZodMiniType])[] = [
  ['/v3/reporting/transactions?pagesize=1000', schemas.transactions],
  ['/v3/reporting/transfers?pagesize=1000', schemas.transfers],
  ['/v3/reporting/paymentpoints', schemas.reportingPoints],
  ['/v1/payments', schemas.payments],
  ['/v1/paymentpoints', schemas.appPoints],
  ['/v1/refunds', schemas.appRefunds],
  ['/v1/webhooks', schemas.webhooks],
  ['/subscriptions/api/merchants/me', schemas.subscriptionsMerchant],
  ['/invoice-restapi/api/v1/merchants/me', schemas.invoiceMerchant],
  ['/invoice-restapi/api/v1/merchants/:merchantid/invoiceissuers', schemas.issuers],
  ['/invoice-restapi/api/v1/directinvoiceconsents?state=granted', schemas.consents],
]

describe.each<Profile>(['shop', 'box', 'utility', 'new', 'finnish'])(
  '%s',
  { timeout: 60_000 },
  (profile) => {
    it.each(merchantLists)('%s has its documented shape', async (path, schema) => {
      const ownPath = path.replace(':merchantid', merchantOf(profile).id)
      expect(await flaws(profile, ownPath, schema)).toEqual([])
    })
  },
)

describe.each<Profile>(['box', 'finnish'])(
  'Subscriptions of %s',
  { timeout: 60_000 },
  (profile) => {
    it('every agreement, charge, one-off and refund has its documented shape', async () => {
      for (const provider of sandbox.world(profile).providers.values()) {
        const base = `/subscriptions/api/providers/${provider.point.id}`
        expect(await flaws(profile, base, schemas.provider)).toEqual([])
        expect(
          await flaws(profile, `${base}/agreements?pageNumber=1&pageSize=5000`, schemas.agreements),
        ).toEqual([])

        const agreements = [...provider.agreements.values()]
        const interesting = [
          ...agreements.filter(({ oneOffs }) => oneOffs.length > 0).slice(0, 5),
          ...agreements.filter(({ refunds }) => refunds.length > 0).slice(0, 5),
          ...agreements.filter(({ status }) => status === 'Canceled').slice(0, 5),
          ...agreements.filter(({ amountMinor }) => amountMinor === undefined).slice(0, 5),
        ]
        for (const { id, charges, oneOffs, refunds } of interesting) {
          const path = `${base}/agreements/${id}`
          expect(await flaws(profile, path, schemas.agreement)).toEqual([])
          for (const charge of charges) {
            expect(
              await flaws(profile, `${path}/paymentrequests/${charge.id}`, schemas.charge),
            ).toEqual([])
          }
          for (const oneOff of oneOffs) {
            expect(
              await flaws(profile, `${path}/oneoffpayments/${oneOff.id}`, schemas.oneOff),
            ).toEqual([])
          }
          for (const { payment } of refunds) {
            const list = await sandbox.read(profile, `${path}/payments/${payment.id}/refunds`)
            expect(list).toHaveLength(refunds.filter((refund) => refund.payment === payment).length)
            for (const item of Array.isArray(list) ? list : [])
              schemas.subscriptionRefund.parse(item)
          }
          expect(await sandbox.read(profile, `${path}/paymentrequests`)).toHaveLength(
            charges.length,
          )
          expect(await sandbox.read(profile, `${path}/oneoffpayments`)).toHaveLength(oneOffs.length)
        }
      }
    })
  },
)

it(
  'every invoice and consent of the utility has its documented shape',
  { timeout: 60_000 },
  async () => {
    const { invoiceBook, merchant } = sandbox.world('utility')
    const base = `/invoice-restapi/api/v1/merchants/${merchant.id}/invoices`
    const invoices = [...invoiceBook.invoices.values()]
    const isGone = ({ kind, status }: (typeof invoices)[number]) =>
      kind === 'link' && status === 'expired'
    for (const { id, status } of invoices.filter((invoice) => !isGone(invoice))) {
      expect(await flaws('utility', `${base}/${id}`, schemas.invoice)).toEqual([])
      expect(await sandbox.read('utility', `${base}/${id}/status`)).toEqual({
        invoiceId: id,
        status,
      })
    }
    expect(invoices.filter(isGone).length).toBeGreaterThan(0)
    for (const { id } of invoices.filter(isGone)) {
      expect((await sandbox.send('utility', 'GET', `${base}/${id}`)).status).toBe(404)
    }
    for (const { id } of invoiceBook.consents.values()) {
      const path = `/invoice-restapi/api/v1/directinvoiceconsents/${id}`
      expect(await flaws('utility', path, schemas.consent)).toEqual([])
    }
  },
)

it('an invoice adds up', () => {
  for (const invoice of sandbox.world('utility').invoiceBook.invoices.values()) {
    const { vatMinor = 0 } = invoice
    const articles = invoice.articles.map(({ totalMinor = 0 }) => totalMinor)
    expect(articles.reduce((sum, total) => sum + total, 0)).toBe(invoice.totalMinor)
    const vat = (invoice.totalMinor - vatMinor) * 0.25
    expect(Math.abs(vat - vatMinor)).toBeLessThanOrEqual(1)
  }
})

it(
  'every payment and refund of the shop has its documented shape',
  { timeout: 60_000 },
  async () => {
    const { payments } = sandbox.world('shop')
    for (const id of payments.all.keys()) {
      expect(await flaws('shop', `/v1/payments/${id}`, schemas.payment)).toEqual([])
    }
    for (const id of payments.refunds.keys()) {
      expect(await flaws('shop', `/v1/refunds/${id}`, schemas.appRefund)).toEqual([])
    }
  },
)

it("the documentation's dialect changes just what it is said to change", async () => {
  const { read, world } = openApis({ dialect: documentationDialect })
  expect(await read('finnish', '/subscriptions/api/merchants/me')).toMatchObject([
    { Id: merchantOf('finnish').id },
  ])
  const [provider] = world('finnish').providers.keys()
  const base = `/subscriptions/api/providers/${provider}/agreements`
  expect(await read('finnish', `${base}?pageNumber=1&pageSize=1&status=active`)).toMatchObject({
    page_size: 1,
    agreements: [{ status: 'Accepted', amount: '12.90' }],
  })
  expect(await read('utility', '/invoice-restapi/api/v1/merchants/me')).toEqual({
    MerchantId: merchantOf('utility').id,
  })
  expect(await read('utility', '/invoice-restapi/api/v1/directinvoiceconsents')).toMatchObject({
    GrantedConsents: expect.arrayContaining([
      expect.objectContaining({ State: 'Granted' }),
    ]) as unknown,
  })
})
