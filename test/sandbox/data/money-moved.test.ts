import { expect, it } from 'vitest'

import { openBiller } from '../apis/biller.ts'
import { day, openProvider, second } from '../apis/subscriber.ts'
import { moneyMoved } from './money-moved.ts'

it('a charge, its refund and a one-off have their money under their own ids', async () => {
  const shop = openProvider('finnish')
  const agreement = await shop.signUp()
  const charge = await shop.charge(agreement, { amount: 50 })
  const money = (id: string) => moneyMoved([shop.world('finnish')], id)
  expect(money(charge)).toMatchObject({ payments: 0, paidMinor: 0, currency: 'EUR' })
  shop.moveClock(2 * day)
  expect(money(charge)).toMatchObject({ payments: 1, paidMinor: 5000 })
  await shop.send('POST', `/agreements/${agreement}/payments/${charge}/refunds`, { amount: 9.99 })
  expect(money(charge)).toMatchObject({ refunds: 0 })
  shop.moveClock(2 * second)
  expect(money(charge)).toMatchObject({ refunds: 1, refundedMinor: 999, paidMinor: 5000 })

  const oneOff = await shop.requestOneOff(agreement, { amount: 12.34, auto_reserve: true })
  shop.moveClock(2 * second)
  expect(money(oneOff)).toMatchObject({ payments: 0 })
  await shop.send('POST', `/agreements/${agreement}/oneoffpayments/${oneOff}/capture`)
  expect(money(oneOff)).toMatchObject({ payments: 1, paidMinor: 1234 })
})

it('an invoice has its money once it is paid', async () => {
  const biller = openBiller()
  const id = await biller.create('direct', { totalAmount: 123.45 })
  const money = () => moneyMoved([biller.world('utility')], id)
  expect(money()).toMatchObject({ payments: 0 })
  await biller.accept(id)
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345, refunds: 0 })
})
