import { randomUUID } from 'node:crypto'

import { openWebShop } from '../../apis/web-shop.ts'
import { customers } from '../../data/customers.ts'

/** App Payments, from the order to the refund, and all that can be refused on the way. */
export const playPayments = async (): Promise<void> => {
  const shop = openWebShop({ unknownCaptures: 0 })
  const { capture, initiate, order, point, post, refund, reserve, send, swipe, world } = shop
  const get = (path: string) => send('shop', 'GET', path)
  const nobody = randomUUID()

  const id = await reserve({ description: undefined, customerPhoneNumber: '+4512345678' })
  await capture(id)
  const refunded: unknown = await (await refund(id, 345)).json()
  const refundId = JSON.stringify(refunded).match(/"refundId":"([^"]+)/u)?.[1]
  for (const path of [
    '/v1/paymentpoints',
    '/v1/paymentpoints?pageSize=0',
    '/v1/payments',
    `/v1/payments?paymentPointId=${point.id}&pageSize=1&stateFilter=reserved`,
    '/v1/payments?stateFilter=lost',
    `/v1/payments/${id}`,
    `/v1/payments/${nobody}`,
    '/v1/refunds?pageSize=2',
    '/v1/refunds?paymentId=x',
    `/v1/refunds/${refundId}`,
    `/v1/refunds/${nobody}`,
  ]) {
    await get(path)
  }

  await post('/v1/payments', order({ amount: 0 }))
  await post('/v1/payments', order({ paymentPointId: nobody }))
  const pending = await initiate()
  await capture(pending)
  await swipe(pending)
  await capture(pending, 0)
  await capture(pending, 99_999)
  await capture(pending)
  await capture(pending, 1)
  await post(`/v1/payments/${pending}/cancel`)
  await post(`/v1/payments/${await initiate()}/cancel`)
  await post(`/v1/payments/${nobody}/cancel`)

  const idempotencyKey = randomUUID()
  await initiate({ idempotencyKey })
  await post('/v1/payments', order({ idempotencyKey, amount: 7 }))
  await post('/v1/payments/cancel', { idempotencyKey })
  await post('/v1/payments/cancel', { idempotencyKey: nobody })
  await post('/v1/payments/cancel', {})

  const expired = customers.find(({ hasExpiredCard }) => hasExpiredCard)
  const reservePath = `/v1/integration-test/payments/${await initiate()}/reserve`
  await post(reservePath, {})
  await post(reservePath, { userId: expired?.id, paymentSourceId: expired?.cardId })

  await refund(id, 99_999)
  await refund(nobody, 1)
  await refund(id, 0)
  world('shop').rules.unknownCaptures = 1
  await capture(await reserve())
}
