import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type Receiver, eventsOf, openReceiver } from '../delivery/receiver.ts'
import { anyText } from './harness.ts'
import { day, dayAfter, minute, openProvider, people, second } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

/** What arrived since the last look. */
const arrivals = () => {
  let seen = receiver.received.length
  return () => {
    const fresh = receiver.received.slice(seen)
    seen = receiver.received.length
    return fresh
  }
}
const open = (profile: 'box' | 'finnish' = 'finnish') => {
  const shop = openProvider(profile, { callbacks: receiver.url })
  return { ...shop, fresh: arrivals() }
}

describe('an agreement', () => {
  it('that is accepted calls its success-callback at once, as one object', async () => {
    const { signUp, settle, fresh } = open()
    const id = await signUp()
    await settle()
    expect(fresh().map(({ path, json }) => [path, json])).toEqual([
      [
        '/success-callback',
        {
          agreement_id: id,
          status: 'Accepted',
          status_text: null,
          status_code: 0,
          external_id: 'CUSTOMER-7',
          timestamp: '2026-11-24T12:00:00+00:00',
        },
      ],
    ])
  })

  it.each([
    [
      'Rejected',
      40_000,
      (shop: ReturnType<typeof open>, id: string) => shop.answer(id, 'Rejected'),
    ],
    [
      'Expired',
      40_001,
      (shop: ReturnType<typeof open>) => {
        shop.moveClock(5 * minute)
      },
    ],
    [
      'Canceled',
      40_002,
      async (shop: ReturnType<typeof open>, id: string) => {
        await shop.answer(id, 'Accepted')
        await shop.simulate('PATCH', `/users/v1/me/agreements/${id}`, { status: 'Canceled' })
      },
    ],
    [
      'Canceled',
      40_003,
      (shop: ReturnType<typeof open>, id: string) => shop.send('DELETE', `/agreements/${id}`),
    ],
  ] as const)('that ends %s calls its cancel-callback with %i', async (status, code, end) => {
    const shop = open()
    const { id } = await shop.create()
    await end(shop, id)
    await shop.settle()
    expect(shop.fresh().findLast(({ path }) => path === '/cancel-callback')?.json).toMatchObject({
      agreement_id: id,
      status,
      status_code: code,
      status_text: anyText,
    })
  })

  it('calls the addresses it has now, not those it had', async () => {
    const { create, answer, send, settle, fresh } = open()
    const { id } = await create()
    const value = `${receiver.url}/elsewhere`
    await send('PATCH', `/agreements/${id}`, [{ op: 'replace', path: '/success-callback', value }])
    await answer(id, 'Accepted')
    await settle()
    expect(fresh().map(({ path }) => path)).toEqual(['/elsewhere'])
  })
})

describe('payments', () => {
  it('of a batch come together, with the job that runs every two minutes', async () => {
    const { signUp, chargeBatch, chargeRequest, callBackTo, moveClock, settle, fresh } = open()
    const agreement = await signUp()
    const foreign = '7347ba06-95c5-4181-82e5-7c7a23609a0e'
    await callBackTo(`${receiver.url}/payments`)
    await settle()
    fresh()
    const { pending_payments: pending } = await chargeBatch(
      chargeRequest(agreement, { external_id: 'EARLY', due_date: dayAfter(0) }),
      chargeRequest(agreement, { external_id: 'LATE', due_date: dayAfter(127) }),
      chargeRequest(agreement, { external_id: 'GOOD' }),
      chargeRequest(agreement, { external_id: 'GOOD' }),
      chargeRequest(agreement, { external_id: 'LARGE', amount: '500.01' }),
      chargeRequest(foreign, { external_id: 'NOBODY' }),
    )
    moveClock(2 * minute - 1)
    await settle()
    expect(fresh()).toEqual([])
    moveClock(1)
    await settle()
    const [only, ...others] = fresh()
    expect(others).toEqual([])
    expect(only?.path).toBe('/payments')
    const common = {
      currency: 'EUR',
      payment_date: '2026-11-24',
      payment_type: 'Regular',
      status: 'Declined',
      status_text: anyText,
    }
    const news = [
      ['EARLY', 50_011, '19.50', agreement],
      ['LATE', 50_012, '19.50', agreement],
      ['GOOD', 50_004, '19.50', agreement],
      ['LARGE', 70_001, '500.01', agreement],
      ['NOBODY', 50_010, '19.50', foreign],
    ] as const
    expect(only?.json).toHaveLength(news.length)
    expect(only?.json).toEqual(
      expect.arrayContaining(
        news.map(([externalId, code, amount, of]) => ({
          ...common,
          agreement_id: of,
          payment_id: pending.findLast(({ external_id: id }) => id === externalId)?.payment_id,
          external_id: externalId,
          status_code: code,
          amount,
        })),
      ),
    )
  })

  it('that are executed, failed, declined or rejected say so; suspended ones say nothing', async () => {
    const { signUp, charge, send, simulate, callBackTo, moveClock, settle, fresh } = open('box')
    const good = await signUp()
    const bad = await signUp({}, people.bo)
    await charge(good, { external_id: 'PAID' })
    await charge(bad, { external_id: 'UNPAID' })
    const declined = await charge(good, { external_id: 'UNWANTED' })
    const rejected = await charge(good, { external_id: 'UNLOVED' })
    moveClock(minute)
    await settle()
    await send('DELETE', `/agreements/${good}/paymentrequests/${declined}`)
    await simulate('DELETE', `/users/me/payments/${rejected}`)
    await callBackTo(`${receiver.url}/payments`)
    moveClock(3 * day)
    await settle()
    const own = new Set(['PAID', 'UNPAID', 'UNWANTED', 'UNLOVED'])
    const told = eventsOf(fresh())
      .filter((event) => own.has(String(event['external_id'])))
      .map((event) => [
        event['external_id'],
        event['status'],
        event['status_code'],
        event['payment_date'],
      ])
    expect(told).toEqual([
      ['UNWANTED', 'Declined', 50_002, '2026-11-24'],
      ['UNLOVED', 'Rejected', 50_001, '2026-11-24'],
      ['PAID', 'Executed', 0, '2026-11-26'],
      ['UNPAID', 'Failed', 50_000, '2026-11-26'],
    ])
  })

  it('a thousand fit in a batch, and the others wait for the next', async () => {
    const { signUp, chargeBatch, chargeRequest, callBackTo, moveClock, settle, fresh } = open()
    const agreement = await signUp()
    await callBackTo(`${receiver.url}/payments`)
    await settle()
    fresh()
    await chargeBatch(
      ...Array.from({ length: 1001 }, (_, index) =>
        chargeRequest(agreement, { external_id: `PMT-${index}`, due_date: dayAfter(0) }),
      ),
    )
    const sizes = () => fresh().map(({ json }) => (Array.isArray(json) ? json.length : 0))
    moveClock(2 * minute)
    await settle()
    expect(sizes()).toEqual([1000])
    moveClock(2 * minute)
    await settle()
    expect(sizes()).toEqual([1])
  })

  it('when the agreement ends, what hung on it is told about too', async () => {
    const { signUp, charge, send, simulate, callBackTo, moveClock, settle, fresh } = open()
    await callBackTo(`${receiver.url}/payments`)
    const left = await signUp()
    const ended = await signUp()
    await charge(left, { external_id: 'LEFT' })
    await charge(ended, { external_id: 'ENDED' })
    moveClock(10 * second)
    await settle()
    fresh()
    await simulate('PATCH', `/users/v1/me/agreements/${left}`, { status: 'Canceled' })
    await send('DELETE', `/agreements/${ended}`)
    moveClock(2 * minute)
    await settle()
    const last = fresh().findLast(({ path }) => path === '/payments')?.json
    expect(last).toMatchObject([
      { external_id: 'LEFT', status: 'Rejected', status_code: 50_005 },
      { external_id: 'ENDED', status: 'Declined', status_code: 50_005 },
    ])
  })
})

it('the seeded history calls nobody, and the seeded future does', async () => {
  const { callBackTo, settle, delivery, moveClock, fresh } = open()
  await callBackTo(`${receiver.url}/payments`)
  await settle()
  expect(delivery.log()).toEqual([])
  moveClock(8 * day)
  await settle()
  const told = eventsOf(fresh())
  expect(told.length).toBeGreaterThan(20)
  expect(told).toContainEqual(
    expect.objectContaining({ status: 'Executed', payment_date: '2026-12-01' }),
  )
})
