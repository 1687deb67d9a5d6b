import { expect } from 'vitest'
import * as z from 'zod/mini'

import { customers } from '../data/customers.ts'
import { aTuesday, merchantOf, openApis } from './harness.ts'
import * as schemas from './schemas.ts'

const [karen, bo, sofie, oili] = customers
if (!karen || !bo || !sofie || !oili) throw new Error('test users are missing')
const people = { karen, bo, sofie, oili }

type Members = Readonly<Record<string, unknown>>

const day = 86_400_000
const dayAfter = (count: number) => new Date(aTuesday + count * day).toISOString().slice(0, 10)

const batch = z.strictObject({
  accepted: z.array(z.strictObject({ invoiceNumber: z.nullable(z.string()), invoiceId: z.uuid() })),
  rejected: z.array(
    z.strictObject({
      invoiceNumber: z.nullable(z.string()),
      errors: z.array(z.strictObject({ errorText: z.string(), errorCode: z.nullable(z.int()) })),
    }),
  ),
})
const created = z.object({ invoiceId: z.uuid() })

/** The utility's issuer, with hands to bill, pay and look. */
export const openBiller = (options: Parameters<typeof openApis>[0] = {}) => {
  const sandbox = openApis({ ...options, rules: { loopbackHttp: true, ...options.rules } })
  const { id: merchantId } = merchantOf('utility')
  const issuer = sandbox.world('utility').points[0]
  if (issuer === undefined) throw new Error('the utility has no issuer')
  const base = '/invoice-restapi/api/v1'
  const own = `${base}/merchants/${merchantId}`

  const send = (method: string, path: string, body?: unknown) =>
    sandbox.send('utility', method, path, body)
  const simulate = (method: string, path: string, body?: unknown, { id } = people.karen) =>
    sandbox.send('', method, `${base}${path}`, body, { authenticateduser: id })

  const article = { articleDescription: 'Heat', totalPriceIncludingVat: 360, quantity: 1.5 }
  const invoice = (members: Members = {}) => ({
    invoiceIssuer: issuer.id,
    consumerAlias: { alias: people.karen.phoneNumber, aliasType: 'Phone' },
    totalAmount: 360,
    totalVATAmount: 72,
    invoiceNumber: '301',
    issueDate: dayAfter(0),
    dueDate: dayAfter(14),
    invoiceArticles: [article],
    ...members,
  })
  const create = async (kind: 'direct' | 'link', members?: Members) => {
    const path = kind === 'direct' ? `${own}/invoices` : `${own}/invoices/link`
    const response = await send('POST', path, invoice(members))
    expect([response.status, await response.clone().text()]).toEqual([200, expect.anything()])
    return created.parse(await response.json()).invoiceId
  }
  const createBatch = async (kind: 'direct' | 'link', items: readonly unknown[]) => {
    const path = kind === 'direct' ? 'invoices/batch' : 'invoices/link/batch'
    const response = await send('POST', `${own}/${path}`, items)
    expect(response.status).toBe(202)
    return batch.parse(await response.json())
  }
  return {
    ...sandbox,
    people,
    base,
    own,
    issuer,
    article,
    invoice,
    dayAfter,
    send,
    simulate,
    create,
    createBatch,
    invoiceOf: async (id: string) =>
      schemas.invoice.parse(await sandbox.read('utility', `${own}/invoices/${id}`)),
    statusOf: async (id: string) =>
      z
        .object({ status: z.string() })
        .parse(await sandbox.read('utility', `${own}/invoices/${id}/status`)).status,
    /** What a customer does with an invoice: the status of the answer. */
    accept: async (id: string, body: Members = {}, person = people.karen) =>
      (await simulate('PUT', `/consumers/me/invoices/${id}/accept`, body, person)).status,
    reject: async (id: string, person = people.karen) =>
      (await simulate('PUT', `/consumers/me/invoices/${id}/reject`, undefined, person)).status,
    callBackTo: async (callbackUrl: string) => {
      const body = { apiKey: 'key', callbackUrl }
      expect((await send('PUT', `${own}/auth/apikey`, body)).status).toBe(204)
    },
  }
}
