import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { openBiller } from './biller.ts'
import type { OpenApis, Profile } from './harness.ts'
import * as schemas from './schemas.ts'
import { day, hour, openProvider, second } from './subscriber.ts'

const pageOfLines = z.object({ transactions: z.array(schemas.transaction) })
const pageOfTransfers = z.object({ transfers: z.array(schemas.transfer) })

/** Reporting, newest first, as the merchant asks for it. */
const reportingOf = ({ read }: Pick<OpenApis, 'read'>, profile: Profile) => ({
  lines: async (query = '') =>
    pageOfLines.parse(await read(profile, `/v3/reporting/transactions?pagesize=1000${query}`))
      .transactions,
  transfers: async (query = '') =>
    pageOfTransfers.parse(await read(profile, `/v3/reporting/transfers?pagesize=1000${query}`))
      .transfers,
})
const sum = (amounts: readonly number[]) =>
  Math.round(amounts.reduce((total, amount) => total + amount * 100, 0)) / 100

describe('Subscriptions', () => {
  it('an executed charge, a captured one-off and a refund are in Reporting with fees, and paid out the next night', async () => {
    const shop = openProvider('finnish')
    const { lines, transfers } = reportingOf(shop, 'finnish')
    const agreement = await shop.signUp({ external_id: 'MEMBER-1' })
    const charge = await shop.charge(agreement, { amount: 50, external_id: 'CHARGE-1' })
    shop.moveClock(38 * hour)
    const oneOff = await shop.requestOneOff(agreement, { amount: 12.34, external_id: 'EXTRA-1' })
    await shop.simulate('PATCH', `/users/v1/me/agreements/${agreement}/oneoffpayments/${oneOff}`, [
      { op: 'replace', path: '/status', value: 'Accepted' },
    ])
    await shop.send('POST', `/agreements/${agreement}/oneoffpayments/${oneOff}/capture`)
    await shop.send('POST', `/agreements/${agreement}/payments/${charge}/refunds`, {
      amount: 9.99,
      external_id: 'REFUND-1',
    })
    shop.moveClock(2 * second)
    const query = `&paymentpointid=${shop.provider.point.id}`
    const own = (await lines(query)).filter(({ transferReference }) => transferReference === null)
    expect(
      own
        .filter(({ agreementId }) => agreementId === agreement)
        .map(({ type, amount, merchantReference, agreementExternalId }) => [
          type,
          amount,
          merchantReference,
          agreementExternalId,
        ]),
    ).toEqual([
      ['Refund', -9.99, 'REFUND-1', 'MEMBER-1'],
      ['Payment', 12.34, 'EXTRA-1', 'MEMBER-1'],
      ['Payment', 50, 'CHARGE-1', 'MEMBER-1'],
    ])
    // 10 cents and 1 % of each payment.
    const fees = own.filter(({ type }) => type === 'TransactionFee').map(({ amount }) => amount)
    expect(fees.slice(0, 2)).toEqual([-0.22, -0.6])

    shop.moveClock(day + hour)
    const [transfer] = await transfers(query)
    expect(transfer?.date).toMatch(/^2026-11-27/u)
    expect(transfer?.totalTransferredAmount).toBe(sum(own.map(({ amount }) => amount)))
    const paidOut = (await lines(`&transferid=${transfer?.id}`)).filter(
      ({ type }) => type !== 'Transfer',
    )
    expect(paidOut).toHaveLength(own.length)
  })

  it('what was not collected is in no books', async () => {
    const shop = openProvider('finnish')
    const { lines } = reportingOf(shop, 'finnish')
    const agreement = await shop.signUp()
    const declined = await shop.charge(agreement)
    await shop.send('DELETE', `/agreements/${agreement}/paymentrequests/${declined}`)
    const oneOff = await shop.requestOneOff(agreement, { auto_reserve: true })
    shop.moveClock(5 * second)
    await shop.send('DELETE', `/agreements/${agreement}/oneoffpayments/${oneOff}`)
    shop.moveClock(9 * day)
    expect((await lines()).filter(({ agreementId }) => agreementId === agreement)).toEqual([])
  })
})

describe('Invoice', () => {
  it('a paid invoice is in Reporting with its fee and without a reference, and paid out the next night', async () => {
    const biller = openBiller()
    const { lines, transfers } = reportingOf(biller, 'utility')
    const id = await biller.create('direct', { totalAmount: 123.45 })
    await biller.accept(id)
    const fresh = (await lines()).slice(0, 2)
    expect(
      fresh.map(({ type, amount, merchantReference }) => [type, amount, merchantReference]),
    ).toEqual([
      ['TransactionFee', -4.5, null],
      ['Payment', 123.45, null],
    ])
    biller.moveClock(day)
    const [transfer] = await transfers()
    const paidOut = await lines(`&transferid=${transfer?.id}`)
    expect(paidOut).toContainEqual(expect.objectContaining({ type: 'Payment', amount: 123.45 }))
    expect(sum(paidOut.map(({ amount }) => amount))).toBeCloseTo(0)
  })

  it('one that was promised is in the books when it is paid, not when it is promised', async () => {
    const biller = openBiller()
    const { lines } = reportingOf(biller, 'utility')
    const id = await biller.create('direct', { totalAmount: 123.45 })
    await biller.accept(id, { paymentDate: biller.dayAfter(2) })
    const count = async () => (await lines()).filter(({ amount }) => amount === 123.45).length
    expect(await count()).toBe(0)
    biller.moveClock(2 * day)
    expect(await count()).toBe(1)
  })
})
