import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'
import * as z from 'zod/mini'

import type { Rules } from '../data/rules.ts'
import { openApis, type OpenApis } from './harness.ts'
import * as schemas from './schemas.ts'

const conflict = z.strictObject({
  code: z.string(),
  message: z.string(),
  correlationId: z.uuid(),
  origin: z.literal('MPY'),
})

/** The code of a refusal; the status when it is none. */
export const conflictOf = async (response: Response) =>
  response.status === 409 ? conflict.parse(await response.json()).code : response.status

const webShopOf = ({ world }: OpenApis) => {
  const point = world('shop').points.find(({ product }) => product === 'App payments')
  if (point === undefined) throw new Error('the shop has no web shop')
  return point
}

/** The shop's web shop, with hands to order, swipe and look. */
export const openWebShop = (rules: Partial<Rules> = {}) => {
  const sandbox = openApis({ rules })
  const point = webShopOf(sandbox)
  const order = (members: Readonly<Record<string, unknown>> = {}) => ({
    amount: 12_345,
    idempotencyKey: randomUUID(),
    paymentPointId: point.id,
    redirectUri: 'myapp://redirect',
    reference: 'Order-1',
    description: 'Blåbær & fløde',
    ...members,
  })
  const post = (path: string, body?: unknown) => sandbox.send('shop', 'POST', path, body)
  const initiate = async (members?: Readonly<Record<string, unknown>>) => {
    const response = await post('/v1/payments', order(members))
    expect(response.status).toBe(200)
    return z
      .strictObject({ paymentId: z.uuid(), mobilePayAppRedirectUri: z.url() })
      .parse(await response.json()).paymentId
  }
  const swipe = async (id: string) => {
    const swiped = { paymentSourceId: randomUUID(), userId: randomUUID() }
    expect((await post(`/v1/integration-test/payments/${id}/reserve`, swiped)).status).toBe(204)
  }
  const reserve = async (members?: Readonly<Record<string, unknown>>) => {
    const id = await initiate(members)
    await swipe(id)
    return id
  }
  const capture = (id: string, amount = 12_345) => post(`/v1/payments/${id}/capture`, { amount })
  const refund = (paymentId: string, amount: number, idempotencyKey: string = randomUUID()) =>
    post('/v1/refunds', { paymentId, amount, idempotencyKey, reference: 'R' })
  const stateOf = async (id: string) =>
    schemas.payment.parse(await sandbox.read('shop', `/v1/payments/${id}`)).state
  return { ...sandbox, point, order, post, initiate, swipe, reserve, capture, refund, stateOf }
}
