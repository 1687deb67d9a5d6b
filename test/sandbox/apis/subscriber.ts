import { expect } from 'vitest'
import * as z from 'zod/mini'

import { customers } from '../data/customers.ts'
import { aTuesday, openApis } from './harness.ts'
import * as schemas from './schemas.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The days around the harness's Tuesday, 24 November 2026. */
export const dayAfter = (count: number): string =>
  new Date(aTuesday + count * day).toISOString().slice(0, 10)

const [karen, bo, sofie, oili] = customers
if (!karen || !bo || !sofie || !oili) throw new Error('test users are missing')
/** Bo's card is expired; Oili is the one in Finland. */
export const people = { karen, bo, sofie, oili }

type Members = Readonly<Record<string, unknown>>
type Options = Parameters<typeof openApis>[0] & {
  /** Where the callbacks of new agreements go. */
  readonly callbacks?: string
}

const created = z.object({
  id: z.uuid(),
  one_off_payment_id: z.optional(z.uuid()),
  links: z.array(z.object({ rel: z.string(), href: z.url() })),
})
const batch = z.strictObject({
  pending_payments: z.array(z.strictObject({ payment_id: z.uuid(), external_id: z.string() })),
  rejected_payments: z.array(
    z.strictObject({ external_id: z.nullable(z.string()), error_description: z.string() }),
  ),
})

const chargeRequest = (agreementId: string, members: Members = {}) => ({
  agreement_id: agreementId,
  amount: 19.5,
  due_date: dayAfter(2),
  external_id: 'PMT-1',
  description: 'One box',
  ...members,
})

/** The vegetable box's provider (or the Finnish club's), with hands to sign up, charge and look. */
export const openProvider = (
  profile: 'box' | 'finnish' = 'box',
  { callbacks = 'https://shop.example', ...options }: Options = {},
) => {
  const sandbox = openApis({ ...options, rules: { loopbackHttp: true, ...options.rules } })
  const provider = [...sandbox.world(profile).providers.values()][0]
  if (provider === undefined) throw new Error(`${profile} has no provider`)
  const base = `/subscriptions/api/providers/${provider.point.id}`
  const isDanish = profile === 'box'
  const customer = isDanish ? people.karen : people.oili

  const send = (method: string, path: string, body?: unknown) =>
    sandbox.send(profile, method, `${base}${path}`, body)
  const simulate = (
    method: string,
    path: string,
    body?: unknown,
    { id } = customer,
  ): Promise<Response> =>
    sandbox.send('', method, `/recurringpayments-restapi/api${path}`, body, {
      authenticateduser: id,
    })

  const agreementRequest = (members: Members = {}) => ({
    plan: 'Basic',
    currency: isDanish ? 'DKK' : 'EUR',
    country_code: isDanish ? 'DK' : 'FI',
    expiration_timeout_minutes: 5,
    external_id: 'CUSTOMER-7',
    amount: 100,
    frequency: 12,
    links: ['user-redirect', 'success-callback', 'cancel-callback'].map((rel) => ({
      rel,
      href: `${callbacks}/${rel}`,
    })),
    ...members,
  })
  const create = async (members?: Members) => {
    const response = await send('POST', '/agreements', agreementRequest(members))
    expect([response.status, await response.clone().text()]).toEqual([201, expect.anything()])
    return created.parse(await response.json())
  }
  const answer = async (id: string, status: 'Accepted' | 'Rejected', person = customer) =>
    (await simulate('PATCH', `/agreements/v1/${id}`, { status }, person)).status
  /** An agreement that the customer has accepted. */
  const signUp = async (members?: Members, person = customer) => {
    const { id } = await create(members)
    expect(await answer(id, 'Accepted', person)).toBe(204)
    return id
  }
  const chargeBatch = async (...items: readonly unknown[]) => {
    const response = await send('POST', '/paymentrequests', items)
    expect(response.status).toBe(202)
    return batch.parse(await response.json())
  }
  /** The id of a well-formed charge. */
  const charge = async (agreementId: string, members?: Members) => {
    const { pending_payments: pending } = await chargeBatch(chargeRequest(agreementId, members))
    const [only] = pending
    if (only === undefined) throw new Error('the charge is rejected')
    return only.payment_id
  }
  const read = async <Schema extends z.ZodMiniType>(path: string, schema: Schema) =>
    schema.parse(await sandbox.read(profile, `${base}${path}`))

  return {
    ...sandbox,
    profile,
    provider,
    base,
    customer,
    send,
    simulate,
    agreementRequest,
    create,
    answer,
    signUp,
    chargeRequest,
    chargeBatch,
    charge,
    agreementOf: (id: string) => read(`/agreements/${id}`, schemas.agreement),
    statusOf: async (id: string) => (await read(`/agreements/${id}`, schemas.agreement)).status,
    chargeStatus: async (agreementId: string, id: string) =>
      (await read(`/agreements/${agreementId}/paymentrequests/${id}`, schemas.charge)).status,
    oneOffStatus: async (agreementId: string, id: string) =>
      (await read(`/agreements/${agreementId}/oneoffpayments/${id}`, schemas.oneOff)).status,
    requestOneOff: async (agreementId: string, members: Members = {}) => {
      const response = await send('POST', `/agreements/${agreementId}/oneoffpayments`, {
        amount: 80,
        external_id: 'OOP-1',
        description: 'Extra eggs',
        links: [{ rel: 'user-redirect', href: `${callbacks}/back` }],
        ...members,
      })
      expect(response.status).toBe(202)
      return z.object({ id: z.uuid() }).parse(await response.json()).id
    },
    /** Points the provider's payment callbacks somewhere. */
    callBackTo: async (url: string) => {
      const response = await send('PATCH', '', [
        { op: 'replace', path: '/payment_status_callback_url', value: url },
      ])
      expect(response.status).toBe(204)
    },
  }
}
