import { expect, it } from 'vitest'

import { openBiller } from './biller.ts'
import { type CustomerAct, actOn, customerOfNumber, waitingFor } from './customer-acts.ts'
import type { OpenApis } from './harness.ts'
import { day, hour, openProvider, people } from './subscriber.ts'

const phoneOf = ({ worlds }: Pick<OpenApis, 'worlds'>, customer = people.karen) => {
  const list = () => waitingFor(worlds, customer)
  return {
    list: () => list().map(({ kind, item, acts }) => [kind, item.id, ...acts]),
    act: (id: string, act: CustomerAct, paymentDay?: string) => {
      const waiting = list().find(({ item }) => item.id === id)
      return waiting ? actOn(waiting, customer, act, paymentDay) : undefined
    },
  }
}

it('a customer sees what is meant for her or for anybody, and nothing else', async () => {
  const shop = openProvider('box')
  const own = await shop.create({ mobile_phone_number: '4557373259' })
  const anybody = await shop.create()
  await shop.create({ mobile_phone_number: '4522509895' })
  expect(phoneOf(shop).list()).toEqual([
    ['agreement', own.id, 'accept', 'reject'],
    ['agreement', anybody.id, 'accept', 'reject'],
  ])
  expect(phoneOf(shop, people.oili).list()).toEqual([])
  const stranger = customerOfNumber('+4511111111')
  expect(phoneOf(shop, stranger).list()).toEqual([['agreement', anybody.id, 'accept', 'reject']])
})

it('an agreement and what hangs on it', async () => {
  const shop = openProvider('box')
  const phone = phoneOf(shop)
  const { id } = await shop.create()
  expect(phone.act(id, 'pay')).toEqual({ ok: false, why: 'wrong state' })
  expect(phone.act(id, 'accept')).toEqual({ ok: true })
  const charge = await shop.charge(id)
  const oneOff = await shop.requestOneOff(id)
  expect(phone.list()).toEqual([
    ['agreement', id, 'cancel'],
    ['one-off', oneOff, 'accept', 'reject'],
    ['charge', charge, 'reject'],
  ])
  expect(phone.act(oneOff, 'accept')).toEqual({ ok: true })
  expect(phone.act(charge, 'reject')).toEqual({ ok: true })
  expect(phone.act(id, 'cancel')).toEqual({ ok: false, why: 'reservation pending' })
  await shop.send('POST', `/agreements/${id}/oneoffpayments/${oneOff}/capture`)
  expect(phone.act(id, 'cancel')).toEqual({ ok: true })
  expect(phone.list()).toEqual([])
  expect(await shop.statusOf(id)).toBe('Canceled')
})

it('a charge that could not be collected can be paid with a swipe, not with an expired card', async () => {
  const shop = openProvider('box')
  const phone = phoneOf(shop, people.bo)
  const agreement = await shop.signUp({}, people.bo)
  const charge = await shop.charge(agreement)
  shop.moveClock(2 * day)
  shop.world('box')
  expect(phone.list()).toContainEqual(['charge', charge, 'pay', 'reject'])
  expect(phone.act(charge, 'pay')).toEqual({ ok: false, why: 'card expired' })
  const [known] = [...shop.provider.agreements.values()].filter(({ id }) => id === agreement)
  Object.assign(known ?? {}, { customer: { ...people.bo, hasExpiredCard: false } })
  expect(phone.act(charge, 'pay')).toEqual({ ok: true })
  expect(await shop.chargeStatus(agreement, charge)).toBe('Executed')
  shop.moveClock(hour)
})

it('invoices and consents', async () => {
  const biller = openBiller()
  const phone = phoneOf(biller)
  const direct = await biller.create('direct')
  const link = await biller.create('link')
  const { send, base } = biller
  await send('POST', `${base}/directinvoiceconsents`, { invoiceId: link })
  expect(phone.list()).toEqual([
    ['invoice', direct, 'pay', 'reject'],
    ['invoice', link, 'pay', 'reject'],
  ])
  expect(phone.act(direct, 'pay', biller.dayAfter(3))).toEqual({ ok: true })
  expect(await biller.statusOf(direct)).toBe('accepted')
  expect(phone.act(direct, 'reject')).toEqual({ ok: true })
  expect(phone.act(link, 'pay')).toEqual({ ok: true })
  const [consent] = phone.list()
  expect(consent).toEqual(['consent', expect.any(String), 'accept', 'reject'])
  expect(phone.act(String(consent?.[1]), 'accept')).toEqual({ ok: true })
  expect(phone.list()).toEqual([])
})

it('somebody with nothing but a number is always the same somebody', () => {
  const one = customerOfNumber('+4520304050')
  expect(customerOfNumber('+4520304050')).toEqual(one)
  expect(one.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/u)
  expect(one.id).not.toBe(customerOfNumber('+4520304051').id)
  expect(customerOfNumber(people.karen.phoneNumber)).toBe(people.karen)
  expect(customerOfNumber('+358401234567').country).toBe('FI')
})
