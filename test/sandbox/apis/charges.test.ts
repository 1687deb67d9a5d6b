import { describe, expect, it } from 'vitest'

import { day, dayAfter, hour, minute, openProvider, people, second } from './subscriber.ts'

const replaceAmount = (value: unknown) => [{ op: 'replace', path: '/amount', value }]

describe('a batch of charges', () => {
  it.each([
    ['without an agreement', { agreement_id: undefined }],
    ['with an agreement that is no GUID', { agreement_id: '7' }],
    ['without an amount', { amount: undefined }],
    ['of nothing', { amount: 0 }],
    ['of a third of a krone', { amount: 0.333 }],
    ['without a due date', { due_date: undefined }],
    ['due on 31 November', { due_date: '2026-11-31' }],
    ['due soon', { due_date: 'soon' }],
    ['without an external_id', { external_id: undefined }],
    ['with an external_id of 65 characters', { external_id: 'x'.repeat(65) }],
    ['without a description', { description: undefined }],
    ['with a description of 61 characters', { description: 'x'.repeat(61) }],
    ['with four days of grace', { grace_period_days: 4 }],
    ['with no day of grace', { grace_period_days: 0 }],
  ])('rejects one %s at once, and takes the rest', async (_, members) => {
    const { signUp, chargeBatch, chargeRequest } = openProvider('finnish')
    const id = await signUp()
    const answer = await chargeBatch(chargeRequest(id, members), chargeRequest(id))
    expect(answer.pending_payments.map((payment) => payment.external_id)).toEqual(['PMT-1'])
    expect(answer.rejected_payments).toHaveLength(1)
  })

  it('says which field is missing', async () => {
    const { chargeBatch, chargeRequest } = openProvider('finnish')
    const answer = await chargeBatch(
      chargeRequest('7347ba06-95c5-4181-82e5-7c7a23609a0e', { amount: undefined }),
    )
    expect(answer.rejected_payments).toEqual([
      { external_id: 'PMT-1', error_description: 'The amount field is required.' },
    ])
  })

  it('holds 2,000 charges and no more', async () => {
    const { signUp, chargeRequest, send } = openProvider('finnish')
    const id = await signUp()
    const items = Array.from({ length: 2001 }, (_, index) =>
      chargeRequest(id, { external_id: `PMT-${index}` }),
    )
    expect((await send('POST', '/paymentrequests', items)).status).toBe(400)
    const full = await send('POST', '/paymentrequests', items.slice(1))
    expect(full.status).toBe(202)
    expect(JSON.stringify(await full.json()).match(/payment_id/gu)).toHaveLength(2000)
    for (const body of [[], {}, 'none']) {
      expect((await send('POST', '/paymentrequests', body)).status).toBe(400)
    }
  })
})

describe('the validation of a charge', () => {
  it('takes its time: requested, valid, created', async () => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider('finnish')
    const agreement = await signUp()
    const id = await charge(agreement)
    const statuses: string[] = []
    for (let step = 0; step < 3; step += 1) {
      statuses.push(await chargeStatus(agreement, id))
      moveClock(2 * second)
    }
    expect(statuses).toEqual(['Requested', 'Valid', 'Created'])
  })

  it.each([
    ['due tomorrow', 'Created', { due_date: dayAfter(1) }],
    ['due in 126 days', 'Created', { due_date: dayAfter(126) }],
    ['of five times the amount of the agreement', 'Created', { amount: 500 }],
    ['due today', 'Declined', { due_date: dayAfter(0) }],
    ['due in 127 days', 'Declined', { due_date: dayAfter(127) }],
    ['of more than five times the amount of the agreement', 'Declined', { amount: 500.01 }],
  ])('one %s ends up %s', async (_, expected, members) => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider('finnish')
    const agreement = await signUp()
    const id = await charge(agreement, members)
    moveClock(5 * second)
    expect(await chargeStatus(agreement, id)).toBe(expected)
  })

  it.each([
    ['finnish', 2000],
    ['box', 300_000],
  ] as const)('the largest charge of %s is %d', async (profile, largest) => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider(profile)
    const agreement = await signUp({ amount: undefined })
    const good = await charge(agreement, { amount: largest })
    const bad = await charge(agreement, { amount: largest + 0.01, external_id: 'PMT-2' })
    moveClock(5 * second)
    expect(await chargeStatus(agreement, good)).toBe('Created')
    expect(await chargeStatus(agreement, bad)).toBe('Declined')
  })

  it('a second one of the same day and id is declined, unless the first came to nothing', async () => {
    const { signUp, charge, chargeStatus, moveClock, send } = openProvider('finnish')
    const agreement = await signUp()
    const first = await charge(agreement)
    const twin = await charge(agreement)
    const otherDay = await charge(agreement, { due_date: dayAfter(3) })
    const otherId = await charge(agreement, { external_id: 'PMT-2' })
    moveClock(5 * second)
    const statusOf = (id: string) => chargeStatus(agreement, id)
    expect(await Promise.all([first, twin, otherDay, otherId].map(statusOf))).toEqual([
      'Created',
      'Declined',
      'Created',
      'Created',
    ])
    await send('DELETE', `/agreements/${agreement}/paymentrequests/${first}`)
    const again = await charge(agreement)
    moveClock(5 * second)
    expect(await statusOf(again)).toBe('Created')
  })

  it('an agreement that is not active takes no charge', async () => {
    const { create, charge, chargeStatus, moveClock } = openProvider('finnish')
    const { id: agreement } = await create({ expiration_timeout_minutes: 100 })
    const id = await charge(agreement)
    moveClock(5 * second)
    expect(await chargeStatus(agreement, id)).toBe('Declined')
  })
})

describe('collecting a charge', () => {
  /** From Tuesday 13:00 in Copenhagen to 02:00 on Thursday. */
  const untilTheNightRun = 37 * hour

  it('happens at two in the morning of the due day, local time', async () => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider()
    const agreement = await signUp()
    const id = await charge(agreement)
    moveClock(untilTheNightRun - 1)
    expect(await chargeStatus(agreement, id)).toBe('Created')
    moveClock(1)
    expect(await chargeStatus(agreement, id)).toBe('Executed')
  })

  it('is an hour earlier by UTC in Finland', async () => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider('finnish')
    const agreement = await signUp()
    const id = await charge(agreement)
    moveClock(untilTheNightRun - hour - 1)
    expect(await chargeStatus(agreement, id)).toBe('Created')
    moveClock(1)
    expect(await chargeStatus(agreement, id)).toBe('Executed')
  })

  it('is tried until 23:59 of the last day of grace, and then it has failed', async () => {
    const { signUp, charge, chargeStatus, moveClock } = openProvider()
    const agreement = await signUp({}, people.bo)
    const ids: string[] = []
    for (const graceDays of [1, 2, 3]) {
      const externalId = `PMT-${graceDays}`
      ids.push(await charge(agreement, { grace_period_days: graceDays, external_id: externalId }))
    }
    const statuses = () => Promise.all(ids.map((id) => chargeStatus(agreement, id)))
    moveClock(untilTheNightRun)
    expect(await statuses()).toEqual(['Suspended', 'Suspended', 'Suspended'])
    moveClock(21 * hour + 59 * minute - 1)
    expect(await statuses()).toEqual(['Suspended', 'Suspended', 'Suspended'])
    moveClock(1)
    expect(await statuses()).toEqual(['Failed', 'Suspended', 'Suspended'])
    moveClock(day)
    expect(await statuses()).toEqual(['Failed', 'Failed', 'Suspended'])
    moveClock(day)
    expect(await statuses()).toEqual(['Failed', 'Failed', 'Failed'])
  })

  it('uses the wall clock on the day the clocks change', async () => {
    const startAt = Date.parse('2027-03-26T12:00:00Z')
    const { signUp, charge, world, moveClock } = openProvider('box', { startAt })
    const agreement = await signUp({}, people.bo)
    await charge(agreement, { due_date: '2027-03-28' })
    // 23:58 of the 28th in summer time.
    moveClock(Date.parse('2027-03-28T21:58:59Z') - startAt)
    const statusOfOnly = () =>
      [...world('box').providers.values()][0]?.agreements.get(agreement)?.charges[0]?.status
    expect(statusOfOnly()).toBe('Suspended')
    moveClock(minute)
    expect(statusOfOnly()).toBe('Failed')
  })
})

describe('changing a charge', () => {
  it('its amount can be lowered, and raised again up to where it was, as long as it is pending', async () => {
    const { signUp, charge, send, read, base, moveClock } = openProvider('finnish')
    const agreement = await signUp()
    const id = await charge(agreement, { amount: 20 })
    const path = `/agreements/${agreement}/paymentrequests/${id}`
    const change = async (amount: unknown) =>
      (await send('PATCH', path, replaceAmount(amount))).status
    expect(await change('10.01')).toBe(204)
    expect(await read('finnish', base + path)).toMatchObject({ amount: 10.01 })
    expect(await change(20)).toBe(204)
    expect(await change(20.01)).toBe(400)
    expect(await change(0)).toBe(400)
    expect(await change(undefined)).toBe(400)
    expect(await change(15)).toBe(204)
    moveClock(2 * day)
    expect(await read('finnish', base + path)).toMatchObject({ amount: 15, status: 'Executed' })
    expect(await change(10)).toBe(409)
  })

  it('declined by the merchant while pending, in any shape of pending, and only once', async () => {
    const { signUp, charge, send, chargeStatus, moveClock } = openProvider('finnish')
    const agreement = await signUp()
    for (const wait of [0, 2 * second, 10 * second]) {
      const id = await charge(agreement, { external_id: `PMT-${wait}` })
      const decline = () => send('DELETE', `/agreements/${agreement}/paymentrequests/${id}`)
      moveClock(wait)
      expect((await decline()).status).toBe(204)
      moveClock(minute)
      expect(await chargeStatus(agreement, id)).toBe('Declined')
      const again = await decline()
      expect([again.status, await again.text()]).toEqual([409, ''])
    }
  })

  it('rejected by the customer whose it is', async () => {
    const { signUp, charge, simulate, chargeStatus } = openProvider('finnish')
    const agreement = await signUp()
    const id = await charge(agreement)
    const reject = (person = people.oili) =>
      simulate('DELETE', `/users/me/payments/${id}`, undefined, person)
    expect((await reject(people.karen)).status).toBe(409)
    expect((await reject()).status).toBe(204)
    expect(await chargeStatus(agreement, id)).toBe('Rejected')
    expect((await reject()).status).toBe(409)
  })

  it('goes with its agreement: declined when the merchant ends it, rejected when the customer does', async () => {
    const { signUp, charge, chargeStatus, send, simulate, moveClock } = openProvider('finnish')
    const left = await signUp()
    const ended = await signUp()
    const [ofLeft, ofEnded] = [await charge(left), await charge(ended)]
    moveClock(minute)
    await simulate('PATCH', `/users/v1/me/agreements/${left}`, { status: 'Canceled' })
    await send('DELETE', `/agreements/${ended}`)
    moveClock(3 * day)
    expect(await chargeStatus(left, ofLeft)).toBe('Rejected')
    expect(await chargeStatus(ended, ofEnded)).toBe('Declined')
  })
})
