import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, eventsOf, openReceiver } from '../delivery/receiver.ts'
import { day, hour, minute, openProvider, people, second } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const open = async (profile: 'box' | 'finnish' = 'finnish') => {
  const shop = openProvider(profile)
  await shop.callBackTo(`${receiver.url}/payments`)
  const { length } = receiver.received
  return {
    ...shop,
    /** What is told of one-offs, by status and code, after everything due has been told. */
    told: async () => {
      await shop.settle()
      return eventsOf(receiver.received.slice(length))
        .filter((event) => event['payment_type'] === 'OneOff')
        .map((event) => [event['status'], event['status_code']])
    },
  }
}

describe('asking for a one-off', () => {
  it.each([
    ['without an amount', { amount: undefined }],
    ['of nothing', { amount: '0.00' }],
    ['without a description', { description: undefined }],
    ['with a description of 61 characters', { description: 'x'.repeat(61) }],
    ['without an external_id', { external_id: undefined }],
    ['with an external_id of 65 characters', { external_id: 'x'.repeat(65) }],
    ['with a timeout of 0', { expiration_timeout_minutes: 0 }],
    ['with a timeout of more than 18 weeks', { expiration_timeout_minutes: 181_441 }],
    [
      'with a link that is not https',
      { links: [{ rel: 'user-redirect', href: 'ftp://x.example' }] },
    ],
  ])('%s is a bad request', async (_, members) => {
    const { signUp, send } = openProvider('finnish')
    const id = await signUp()
    const request = { amount: 80, external_id: 'OOP-1', description: 'Eggs', ...members }
    const response = await send('POST', `/agreements/${id}/oneoffpayments`, request)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'BadRequest' })
  })

  it('on an agreement that is not active fails a precondition', async () => {
    const { create, send } = openProvider('finnish')
    const { id } = await create()
    const request = { amount: 80, external_id: 'OOP-1', description: 'Eggs' }
    const response = await send('POST', `/agreements/${id}/oneoffpayments`, request)
    expect(response.status).toBe(412)
    expect(await response.json()).toMatchObject({ error: 'PreconditionFailed' })
  })

  it('gives a link that opens the app, and is read as it was sent', async () => {
    const { signUp, send, read, base } = openProvider('finnish')
    const agreement = await signUp()
    const response = await send('POST', `/agreements/${agreement}/oneoffpayments`, {
      amount: '80',
      external_id: 'OOP-1',
      description: 'Eggs',
      links: [{ rel: 'user-redirect', href: 'https://shop.example/back' }],
    })
    const { id, links } = z
      .strictObject({
        id: z.uuid(),
        links: z.tuple([z.strictObject({ rel: z.literal('mobile-pay'), href: z.url() })]),
      })
      .parse(await response.json())
    expect(Object.fromEntries(new URL(links[0].href).searchParams)).toEqual({
      flow: 'agreement',
      id: agreement,
      oneOffPaymentId: id,
      redirectUrl: 'https://shop.example/back',
      countryCode: 'FI',
    })
    const path = `${base}/agreements/${agreement}/oneoffpayments`
    const oneOff = {
      id,
      agreement_id: agreement,
      amount: 80,
      currency: 'EUR',
      external_id: 'OOP-1',
      description: 'Eggs',
      status: 'Requested',
      payment_transaction_id: null,
      expiration_timeout_minutes: 1440,
    }
    expect(await read('finnish', `${path}/${id}`)).toEqual(oneOff)
    expect(await read('finnish', path)).toEqual([oneOff])
  })
})

const answerTo =
  (shop: Awaited<ReturnType<typeof open>>, agreement: string, id: string) =>
  async (value: string) =>
    (
      await shop.simulate('PATCH', `/users/v1/me/agreements/${agreement}/oneoffpayments/${id}`, [
        { op: 'replace', path: '/status', value },
      ])
    ).status

describe('the life of a one-off', () => {
  it('requested, reserved by the customer, captured: told of at once', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    const path = `/agreements/${agreement}/oneoffpayments/${id}`
    expect((await shop.send('POST', `${path}/capture`)).status).toBe(409)
    expect(await answerTo(shop, agreement, id)('Accepted')).toBe(200)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Reserved')
    expect(await shop.told()).toEqual([['Reserved', 0]])
    const captured = await shop.send('POST', `${path}/capture`)
    expect([captured.status, await captured.text()]).toEqual([204, ''])
    expect(await shop.oneOffStatus(agreement, id)).toBe('Captured')
    expect((await shop.send('POST', `${path}/capture`)).status).toBe(409)
    expect((await shop.send('DELETE', path)).status).toBe(409)
    expect(await answerTo(shop, agreement, id)('Rejected')).toBe(409)
  })

  it('rejected by the customer', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    expect(await answerTo(shop, agreement, id)('Rejected')).toBe(200)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Rejected')
    expect(await shop.told()).toEqual([['Rejected', 50_001]])
  })

  it('expires after a day by itself, told of with the next batch', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    shop.moveClock(day - 1)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Requested')
    shop.moveClock(1)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Expired')
    expect(await shop.told()).toEqual([])
    shop.moveClock(2 * minute)
    expect(await shop.told()).toEqual([['Expired', 50_008]])
  })

  it('reserved, it lapses after 6 days, 23 hours and 45 minutes', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    await answerTo(shop, agreement, id)('Accepted')
    shop.moveClock(6 * day + 23 * hour + 45 * minute - 1)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Reserved')
    shop.moveClock(1)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Expired')
    const path = `/agreements/${agreement}/oneoffpayments/${id}/capture`
    expect((await shop.send('POST', path)).status).toBe(409)
  })

  it.each(['Requested', 'Reserved'])('canceled by the merchant while %s', async (state) => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    if (state === 'Reserved') await answerTo(shop, agreement, id)('Accepted')
    const path = `/agreements/${agreement}/oneoffpayments/${id}`
    expect((await shop.send('DELETE', path)).status).toBe(204)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Canceled')
    expect((await shop.send('DELETE', path)).status).toBe(409)
  })

  it('a reservation keeps the customer from leaving, and goes when the merchant ends it all', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement)
    await answerTo(shop, agreement, id)('Accepted')
    const leave = { status: 'Canceled' }
    const left = await shop.simulate('PATCH', `/users/v1/me/agreements/${agreement}`, leave)
    expect(left.status).toBe(409)
    expect((await shop.send('DELETE', `/agreements/${agreement}`)).status).toBe(204)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Canceled')
  })
})

describe('a one-off with auto_reserve', () => {
  it('is reserved without the customer, a moment later', async () => {
    const shop = await open()
    const agreement = await shop.signUp()
    const id = await shop.requestOneOff(agreement, { auto_reserve: true, links: undefined })
    expect(await shop.oneOffStatus(agreement, id)).toBe('Requested')
    shop.moveClock(2 * second)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Reserved')
    expect(await shop.told()).toEqual([['Reserved', 0]])
  })

  it('that fails waits for the customer, and the merchant is told', async () => {
    const shop = await open('box')
    const agreement = await shop.signUp({}, people.bo)
    const id = await shop.requestOneOff(agreement, { auto_reserve: true })
    shop.moveClock(2 * second)
    expect(await shop.oneOffStatus(agreement, id)).toBe('Requested')
    expect(await shop.told()).toEqual([['Requested', 50_013]])
    shop.moveClock(day + 2 * minute)
    expect((await shop.told()).at(-1)).toEqual(['Expired', 50_008])
  })

  it('needs to be allowed', async () => {
    const shop = openProvider('box')
    const [, office] = [...shop.world('box').providers.values()]
    const agreement = [...(office?.agreements.values() ?? [])].find(
      ({ status }) => status === 'Accepted',
    )
    const path = `/subscriptions/api/providers/${office?.point.id}/agreements/${agreement?.id}/oneoffpayments`
    const response = await shop.app.request(path, {
      method: 'POST',
      headers: { authorization: 'Bearer box' },
      body: JSON.stringify({
        amount: 80,
        external_id: 'OOP-1',
        description: 'Cake',
        auto_reserve: true,
      }),
    })
    expect(response.status).toBe(412)
  })
})

describe('a one-off that comes with a new agreement', () => {
  const oneOff = { amount: 80, external_id: 'OOP-1', description: 'Down payment' }

  it('is reserved when the agreement is accepted', async () => {
    const shop = await open()
    const { id, one_off_payment_id: payment = '' } = await shop.create({ one_off_payment: oneOff })
    expect(await shop.oneOffStatus(id, payment)).toBe('Requested')
    expect(await shop.answer(id, 'Accepted')).toBe(204)
    expect(await shop.oneOffStatus(id, payment)).toBe('Reserved')
    expect(await shop.told()).toEqual([['Reserved', 0]])
  })

  it('is rejected with it', async () => {
    const shop = await open()
    const { id, one_off_payment_id: payment = '' } = await shop.create({ one_off_payment: oneOff })
    await shop.answer(id, 'Rejected')
    expect(await shop.oneOffStatus(id, payment)).toBe('Rejected')
    expect(await shop.told()).toEqual([['Rejected', 50_001]])
  })

  it('expires with it', async () => {
    const shop = await open()
    const { id, one_off_payment_id: payment = '' } = await shop.create({ one_off_payment: oneOff })
    shop.moveClock(5 * minute)
    expect(await shop.statusOf(id)).toBe('Expired')
    expect(await shop.oneOffStatus(id, payment)).toBe('Expired')
  })

  it('keeps the agreement from being accepted when the card is expired', async () => {
    const shop = await open('box')
    const { id } = await shop.create({ one_off_payment: oneOff })
    const path = `/agreements/v1/${id}`
    const response = await shop.simulate('PATCH', path, { status: 'Accepted' }, people.bo)
    expect(response.status).toBe(412)
    expect(await response.json()).toEqual({
      code: null,
      message: expect.any(String) as unknown,
      correlationId: expect.any(String) as unknown,
    })
    expect(await shop.statusOf(id)).toBe('Pending')
  })
})
