import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { anyText } from './harness.ts'
import { day, hour, minute, openProvider, people } from './subscriber.ts'

const badRequest = {
  error: 'BadRequest',
  error_description: { message: anyText, error_type: 'InputError', correlation_id: anyText },
}

const links = (...rels: readonly string[]) =>
  rels.map((rel) => ({ rel, href: 'https://shop.example' }))

describe('creating an agreement', () => {
  const shop = openProvider('finnish')
  it.each([
    ['without a plan', { plan: undefined }],
    ['with an empty plan', { plan: '' }],
    ['with a plan of 31 characters', { plan: 'x'.repeat(31) }],
    ['with a description of 61 characters', { description: 'x'.repeat(61) }],
    ['with an external_id of 65 characters', { external_id: 'x'.repeat(65) }],
    ['with an empty external_id', { external_id: '' }],
    ['without a currency', { currency: undefined }],
    ['in a currency of nobody', { currency: 'SEK' }],
    ['in euro for Denmark', { country_code: 'DK' }],
    ['in kroner at a Finnish provider', { currency: 'DKK', country_code: 'DK' }],
    ['without a timeout', { expiration_timeout_minutes: undefined }],
    ['with a timeout of 0 minutes', { expiration_timeout_minutes: 0 }],
    ['with a timeout of more than 18 weeks', { expiration_timeout_minutes: 181_441 }],
    ['with half a minute', { expiration_timeout_minutes: 5.5 }],
    ['with a negative amount', { amount: -0.01 }],
    ['with an amount of three decimals', { amount: 1.005 }],
    ['with an amount that is no number', { amount: 'ten' }],
    ['with three charges a year', { frequency: 3 }],
    ['with 25 hours of retention', { retention_period_hours: 25 }],
    ['without links', { links: undefined }],
    ['without a cancel-callback', { links: links('user-redirect', 'success-callback') }],
    [
      'with an unknown link',
      { links: links('user-redirect', 'success-callback', 'cancel-callback', 'x') },
    ],
    [
      'with a link twice',
      { links: links('user-redirect', 'success-callback', 'cancel-callback', 'cancel-callback') },
    ],
    ['with a one-off without an amount', { one_off_payment: { external_id: '1' } }],
    ['with a one-off of nothing', { one_off_payment: { amount: 0, external_id: '1' } }],
    ['with a one-off without an id', { one_off_payment: { amount: 1 } }],
    ['with notifications_on of "yes"', { notifications_on: 'yes' }],
  ])('%s is a bad request', async (_, members) => {
    const response = await shop.send('POST', '/agreements', shop.agreementRequest(members))
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(badRequest)
  })

  it('links must be https, except on this machine when that is allowed', async () => {
    const request = (href: string) =>
      shop.agreementRequest({
        links: ['user-redirect', 'success-callback', 'cancel-callback'].map((rel) => ({
          rel,
          href,
        })),
      })
    const insecure = await shop.send('POST', '/agreements', request('http://shop.example'))
    expect(await insecure.json()).toMatchObject({
      error_description: { message: 'The hyperlink reference must use https scheme' },
    })
    const local = await shop.send('POST', '/agreements', request('http://127.0.0.1:8080/here'))
    expect(local.status).toBe(201)
    const strict = openProvider('finnish', { rules: { loopbackHttp: false } })
    const refused = await strict.send('POST', '/agreements', request('http://127.0.0.1:8080/here'))
    expect(refused.status).toBe(400)
  })

  it.each([
    ['a timeout of 18 weeks', { expiration_timeout_minutes: 181_440 }],
    [
      'numbers in quotation marks, as in the examples',
      { amount: '10', expiration_timeout_minutes: '5' },
    ],
    ['no amount', { amount: undefined }],
    ['an amount of nothing', { amount: 0 }],
    ['nothing optional', { amount: null, frequency: null, external_id: null, description: null }],
  ])('%s is good', async (_, members) => {
    const { id } = await shop.create(members)
    expect(await shop.statusOf(id)).toBe('Pending')
  })

  it('gives the id and one link that opens the app', async () => {
    const {
      id,
      links: given,
      one_off_payment_id: oneOff,
    } = await shop.create({
      mobile_phone_number: '358121161343',
    })
    expect(oneOff).toBeUndefined()
    expect(given.map(({ rel }) => rel)).toEqual(['mobile-pay'])
    const { searchParams } = new URL(given[0]?.href ?? '')
    expect(Object.fromEntries(searchParams)).toEqual({
      flow: 'agreement',
      id,
      redirectUrl: 'https://shop.example/user-redirect',
      countryCode: 'FI',
      mobile: '358121161343',
    })
  })

  it('what was sent is what is read, and the list has it too', async () => {
    const { id } = await shop.create({ description: 'Every month', amount: '12.30' })
    const agreement = await shop.agreementOf(id)
    expect(agreement).toEqual({
      id,
      date_created: '2026-11-24T12:00:00Z',
      date_accepted: null,
      date_canceled: null,
      external_id: 'CUSTOMER-7',
      amount: 12.3,
      currency: 'EUR',
      frequency: 12,
      plan: 'Basic',
      description: 'Every month',
      status: 'Pending',
      country_code: 'FI',
      links: shop.agreementRequest().links,
      expiration_timeout_minutes: 5,
    })
    const pages = z
      .array(z.object({ agreements: z.array(z.unknown()) }))
      .parse(await shop.read('finnish', `${shop.base}/agreements?pageNumber=1&status=Pending`))
    expect(pages[0]?.agreements).toContainEqual(agreement)
  })

  it('of a foreign provider is not found', async () => {
    const response = await shop.app.request(`${shop.base}/agreements`, {
      method: 'POST',
      headers: { authorization: 'Bearer box' },
      body: JSON.stringify(shop.agreementRequest()),
    })
    expect([response.status, await response.text()]).toEqual([404, ''])
  })
})

const replace = (path: string, value: unknown) => ({ op: 'replace', path, value })

describe('changing an agreement', () => {
  const shop = openProvider('finnish')
  const patch = (id: string, ...operations: readonly unknown[]) =>
    shop.send('PATCH', `/agreements/${id}`, operations)
  it('everything patchable can be replaced, links among it', async () => {
    const id = await shop.signUp()
    const response = await patch(
      id,
      replace('/amount', '10.01'),
      replace('/plan', 'Premium'),
      replace('/description', 'Paused'),
      replace('/frequency', 52),
      replace('/external_id', 'CUSTOMER-8'),
      replace('/success-callback', 'https://shop.example/new'),
      replace('/cancel-redirect', 'https://shop.example/manage'),
      replace('/disable_notification_management', true),
      replace('/next_payment_date', '2026-12-01'),
    )
    expect([response.status, await response.text()]).toEqual([204, ''])
    const agreement = await shop.agreementOf(id)
    expect(agreement).toMatchObject({
      amount: 10.01,
      plan: 'Premium',
      description: 'Paused',
      frequency: 52,
      external_id: 'CUSTOMER-8',
    })
    expect(new Map(agreement.links.map(({ rel, href }) => [rel, href]))).toEqual(
      new Map([
        ['user-redirect', 'https://shop.example/user-redirect'],
        ['cancel-callback', 'https://shop.example/cancel-callback'],
        ['success-callback', 'https://shop.example/new'],
        ['cancel-redirect', 'https://shop.example/manage'],
      ]),
    )
  })

  it('an amount can be taken away', async () => {
    const { id } = await shop.create()
    expect((await patch(id, replace('/amount', null))).status).toBe(204)
    expect(await shop.agreementOf(id)).toMatchObject({ amount: null, plan: 'Basic' })
  })

  it.each([
    ['another operation', { op: 'add', path: '/amount', value: 1 }],
    ['a member that cannot be replaced', replace('/currency', 'DKK')],
    ['a path without its slash', replace('amount', 1)],
    ['a value that would not do in the first place', replace('/frequency', 3)],
    ['a plan of nothing', replace('/plan', null)],
    ['a link without https', replace('/cancel-callback', 'http://shop.example')],
  ])('%s is a bad request and changes nothing', async (_, operation) => {
    const { id } = await shop.create()
    const before = await shop.agreementOf(id)
    const response = await patch(id, replace('/description', 'New'), operation)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(badRequest)
    expect(await shop.agreementOf(id)).toEqual(before)
  })

  it('an agreement that is over cannot be changed', async () => {
    const id = await shop.signUp()
    await shop.send('DELETE', `/agreements/${id}`)
    const response = await patch(id, replace('/plan', 'Premium'))
    expect([response.status, await response.text()]).toEqual([409, ''])
  })
})

describe('the life of an agreement', () => {
  it('pending, accepted, canceled by the merchant, and then it is over', async () => {
    const { create, answer, statusOf, agreementOf, send } = openProvider('finnish')
    const { id } = await create()
    expect(await statusOf(id)).toBe('Pending')
    expect(await answer(id, 'Accepted')).toBe(204)
    expect(await agreementOf(id)).toMatchObject({
      status: 'Accepted',
      date_accepted: '2026-11-24T12:00:00Z',
    })
    expect(await answer(id, 'Rejected')).toBe(409)
    expect((await send('DELETE', `/agreements/${id}`)).status).toBe(204)
    expect(await agreementOf(id)).toMatchObject({
      status: 'Canceled',
      date_canceled: '2026-11-24T12:00:00Z',
    })
    const again = await send('DELETE', `/agreements/${id}`)
    expect(again.status).toBe(412)
    expect(await again.json()).toMatchObject({
      error: 'PreconditionFailed',
      error_description: { error_type: 'PreconditionError' },
    })
    expect(await answer(id, 'Accepted')).toBe(409)
  })

  it('rejected by the customer', async () => {
    const { create, answer, statusOf } = openProvider('finnish')
    const { id } = await create()
    expect(await answer(id, 'Rejected')).toBe(204)
    expect(await statusOf(id)).toBe('Rejected')
  })

  it('expires after its own timeout, and not before', async () => {
    const { create, statusOf, moveClock, answer } = openProvider('finnish')
    const { id } = await create({ expiration_timeout_minutes: 30 })
    moveClock(30 * minute - 1)
    expect(await statusOf(id)).toBe('Pending')
    moveClock(1)
    expect(await statusOf(id)).toBe('Expired')
    expect(await answer(id, 'Accepted')).toBe(409)
  })

  it('a pending one can be canceled by the merchant', async () => {
    const { create, statusOf, send } = openProvider('finnish')
    const { id } = await create()
    expect((await send('DELETE', `/agreements/${id}`)).status).toBe(204)
    expect(await statusOf(id)).toBe('Canceled')
  })

  it('the customer can leave, but not within the retention period', async () => {
    const { signUp, simulate, statusOf, moveClock, customer } = openProvider('finnish')
    const id = await signUp({ retention_period_hours: 24 })
    const leave = (person = customer) =>
      simulate('PATCH', `/users/v1/me/agreements/${id}`, { status: 'Canceled' }, person)
    moveClock(24 * hour - 1)
    expect((await leave()).status).toBe(409)
    moveClock(1)
    expect((await leave(people.karen)).status).toBe(404)
    expect((await leave()).status).toBe(204)
    expect(await statusOf(id)).toBe('Canceled')
  })

  it('a customer can accept weeks later, if the merchant gave weeks', async () => {
    const { create, answer, moveClock } = openProvider('finnish')
    const { id } = await create({ expiration_timeout_minutes: 181_440 })
    moveClock(125 * day)
    expect(await answer(id, 'Accepted')).toBe(204)
  })
})
