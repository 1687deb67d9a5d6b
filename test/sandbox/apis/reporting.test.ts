import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { openApis, type Profile } from './harness.ts'
import * as schemas from './schemas.ts'

const sandbox = openApis()
const unknownId = '7347ba06-95c5-4181-82e5-7c7a23609a0e'

const readTransactions = async (query: string) =>
  z
    .object({ transactions: z.array(schemas.transaction) })
    .parse(await sandbox.read('shop', `/v3/reporting/transactions?pagesize=1000&${query}`))
    .transactions

const readPayments = async (profile: Profile) =>
  z
    .object({ transactions: z.array(schemas.transaction) })
    .parse(await sandbox.read(profile, '/v3/reporting/transactions?pagesize=1000'))
    .transactions.filter(({ type }) => type === 'Payment')

const readTransfers = async (query: string) =>
  z
    .object({ transfers: z.array(schemas.transfer) })
    .parse(await sandbox.read('shop', `/v3/reporting/transfers?pagesize=1000&${query}`)).transfers

describe('transactions', () => {
  it('a period holds all that lies within it, both ends included', async () => {
    const all = await readTransactions('')
    const [newest, ...others] = all
    const oldest = others.at(-500)
    if (newest === undefined || oldest === undefined) throw new Error('too few transactions')
    const from = oldest.timestamp
    const until = newest.timestamp
    const found = await readTransactions(`startdate=${from}&enddate=${until}`)
    expect(found).toEqual(all.filter(({ timestamp }) => timestamp >= from))
    expect(found.length).toBeGreaterThanOrEqual(500)
    expect(found[0]).toEqual(newest)
  })

  it('one second decides', async () => {
    const [newest] = await readTransactions('')
    const at = Date.parse(newest?.timestamp ?? '')
    const later = new Date(at + 1000).toISOString()
    expect(await readTransactions(`startdate=${later}`)).toEqual([])
    const earlier = new Date(at - 1000).toISOString()
    expect((await readTransactions(`enddate=${earlier}`))[0]).not.toEqual(newest)
  })

  it('offsets are understood when they are encoded', async () => {
    const zulu = await readTransactions('startdate=2026-11-20T22:00:00Z')
    expect(zulu.length).toBeGreaterThan(10)
    expect(await readTransactions('startdate=2026-11-20T23:00:00%2B01:00')).toEqual(zulu)
    expect(await readTransactions('startdate=2026-11-20T17:00:00.000-05:00')).toEqual(zulu)
  })

  it("a point's transactions are its own, and an unknown point has none", async () => {
    const { points, ledger } = sandbox.world('shop')
    const web = points.find(({ product }) => product === 'App payments')
    const found = await readTransactions(
      `paymentpointid=${web?.id.toUpperCase()}&sortdirection=asc`,
    )
    const [first] = ledger.lines.filter(({ point }) => point === web)
    expect(found[0]?.merchantReference).toBe(first?.details.reference)
    for (const { posName } of found) expect(posName).toBeNull()
    expect(await readTransactions(`paymentpointid=${unknownId}`)).toEqual([])
    expect(await readTransactions(`transferid=${unknownId}`)).toEqual([])
  })

  it("nobody sees another merchant's transactions through an id", async () => {
    const foreign = sandbox.world('finnish').ledger.transfers[0]
    expect(await readTransactions(`transferid=${foreign?.id}`)).toEqual([])
    expect(await readTransactions(`paymentpointid=${foreign?.point.id}`)).toEqual([])
  })

  it('filters work together', async () => {
    const transfer = sandbox
      .world('shop')
      .ledger.transfers.find(
        ({ point, lines }) => point.product === 'PointOfSale' && lines.length > 6,
      )
    const lines = await readTransactions(`transferid=${transfer?.id}`)
    expect(lines).toHaveLength(transfer?.lines.length ?? 0)
    const other = sandbox.world('shop').points.find(({ id }) => id !== transfer?.point.id)
    expect(
      await readTransactions(`transferid=${transfer?.id}&paymentpointid=${other?.id}`),
    ).toEqual([])
    const last = lines[0]?.timestamp
    expect((await readTransactions(`transferid=${transfer?.id}&startdate=${last}`))[0]).toEqual(
      lines[0],
    )
  })

  it('each product fills the members that are its own', { timeout: 60_000 }, async () => {
    for (const line of await readPayments('shop')) {
      expect(line.merchantReference).toMatch(/^(?:NB|FB|AA)-\d{6}-\d{3}$|^NK-202\d-\d{5}$/u)
      expect(line.paymentId === null).toBe(line.brandName !== null)
    }
    for (const line of await readPayments('box')) {
      expect(line.agreementId).not.toBeNull()
      expect(line.merchantReference).toContain(line.agreementExternalId)
      expect(line.paymentId).toBeNull()
    }
    const myShop = (await readPayments('finnish')).filter(
      ({ myShopNumber }) => myShopNumber !== null,
    )
    expect(myShop.length).toBeGreaterThan(50)
    for (const line of myShop) {
      expect(line.userPhoneNumber).toMatch(/^\+358\*{4}\d{4}$/u)
      expect(line.userName).not.toBeNull()
    }
    expect(myShop.some(({ message }) => message !== null)).toBe(true)
    for (const line of await readPayments('utility')) expect(line.merchantReference).toBeNull()
  })
})

describe('transfers', () => {
  it('a period is in whole days, both included', async () => {
    const day = await readTransfers('startdate=2026-11-20&enddate=2026-11-20')
    expect(day.length).toBeGreaterThan(1)
    for (const { date } of day) expect(date.slice(0, 10)).toBe('2026-11-20')
    const three = await readTransfers('startdate=2026-11-19&enddate=2026-11-21')
    expect(three.filter(({ date }) => date.startsWith('2026-11-20'))).toEqual(day)
    expect(three.length).toBeGreaterThan(day.length)
  })

  it('a bank reference finds its transfer, and only whole', async () => {
    const [, transfer] = await readTransfers('')
    expect(await readTransfers(`reference=${transfer?.reference}`)).toEqual([transfer])
    expect(await readTransfers(`reference=${transfer?.reference.slice(0, 19)}`)).toEqual([])
  })

  it('the newest comes first unless asked otherwise', async () => {
    const { ledger } = sandbox.world('shop')
    expect((await readTransfers(''))[0]?.id).toBe(ledger.transfers.at(-1)?.id)
    expect((await readTransfers('sortdirection=asc'))[0]?.id).toBe(ledger.transfers[0]?.id)
    expect(await readTransfers('sortdirection=desc')).toEqual(await readTransfers(''))
  })

  it('one transfer reads as it does in the list; a foreign or unknown one is not there', async () => {
    const [transfer] = await readTransfers('')
    expect(await sandbox.read('shop', `/v3/reporting/transfers/${transfer?.id}`)).toEqual(transfer)
    for (const [bearer, id] of [
      ['finnish', transfer?.id],
      ['shop', unknownId],
      ['shop', 'seven'],
    ]) {
      const response = await sandbox.send(bearer ?? '', 'GET', `/v3/reporting/transfers/${id}`)
      expect([response.status, await response.text()]).toEqual([404, ''])
    }
  })
})

const correlationId = '91f2b05f-2171-4cea-9d5a-1cdbed6ae2cd'

it.each([
  'transactions?pagesize=0',
  'transactions?pagesize=1001',
  'transactions?pagesize=ten',
  'transactions?pagesize=1.5',
  'transactions?pagenumber=0',
  'transactions?pagenumber=-1',
  'transactions?transferid=7',
  'transactions?paymentpointid=everything',
  'transactions?startdate=yesterday',
  'transactions?startdate=2026-11-20',
  'transactions?startdate=2026-11-20T22:00:00+01:00',
  'transactions?enddate=2026-02-30T00:00:00Z',
  'transactions?enddate=2026-02-03T25:00:00Z',
  'transactions?sortdirection=up',
  'transfers?pagesize=1001',
  'transfers?pagenumber=0',
  'transfers?startdate=2026-02-30',
  'transfers?startdate=20-11-2026',
  'transfers?enddate=2026-11-20T00:00:00Z',
  'transfers?sortdirection=up',
  'transfers?paymentpointid=7',
  'paymentpoints?pagesize=1001',
  'paymentpoints?pagenumber=0',
])('%s is a bad request with the documented body', async (query) => {
  const response = await sandbox.send('shop', 'GET', `/v3/reporting/${query}`, undefined, {
    correlationid: correlationId,
  })
  expect(response.status).toBe(400)
  const body = schemas.reportingError.parse(await response.json())
  expect(body.correlationId).toBe(correlationId)
  expect(body.message).toContain(/\?([a-z]+)/u.exec(query)?.[1])
})

it('an error invents a correlation id when the caller sent none or no GUID', async () => {
  const ids = []
  for (const sent of ['', 'mine']) {
    const response = await sandbox.send(
      'shop',
      'GET',
      '/v3/reporting/transfers?pagesize=0',
      undefined,
      {
        correlationid: sent,
      },
    )
    ids.push(schemas.reportingError.parse(await response.json()).correlationId)
  }
  expect(new Set(ids).size).toBe(2)
})
