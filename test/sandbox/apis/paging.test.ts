import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { openApis, type OpenApis, type Profile } from './harness.ts'

const sandbox = openApis()

interface Walk {
  readonly items: readonly string[]
  readonly pages: number
}

/** Follows `nextPageNumber` to the end and returns every item as text. */
const walk = async (
  { read }: OpenApis,
  profile: Profile,
  path: string,
  list: string,
  size: number,
): Promise<Walk> => {
  const isReporting = path.startsWith('/v3/')
  const sizeName = isReporting ? 'pagesize' : 'pageSize'
  const numberName = isReporting ? 'pagenumber' : 'pageNumber'
  const page = z.object({
    pageSize: z.literal(size),
    nextPageNumber: z.nullable(z.int()),
    [list]: z.array(z.unknown()),
  })
  const items: string[] = []
  let pages = 0
  let next: number | null = 1
  while (next !== null) {
    const separator = path.includes('?') ? '&' : '?'
    const url = `${path}${separator}${sizeName}=${size}&${numberName}=${next}`
    const body: Record<string, unknown> = page.parse(await read(profile, url))
    const found = z.array(z.unknown()).parse(body[list])
    const following = z.nullable(z.int()).parse(body['nextPageNumber'])
    if (following !== null) {
      expect(found).toHaveLength(size)
      expect(following).toBe(next + 1)
    }
    items.push(...found.map((item) => JSON.stringify(item)))
    pages += 1
    next = following
  }
  return { items, pages }
}

describe.each<Profile>(['shop', 'finnish', 'new', 'utility'])(
  '%s',
  { timeout: 60_000 },
  (profile) => {
    it.each([
      ['/v3/reporting/transactions', 'transactions'],
      ['/v3/reporting/transfers', 'transfers'],
      ['/v3/reporting/paymentpoints', 'paymentPoints'],
      ['/v1/refunds', 'refunds'],
      ['/v1/payments', 'payments'],
      ['/v1/paymentpoints', 'paymentPoints'],
    ])('%s comes out the same in pages of any size', async (path, list) => {
      const large = await walk(sandbox, profile, path, list, 1000)
      const small = await walk(sandbox, profile, path, list, 397)
      expect(small.items).toEqual(large.items)
      expect(small.pages).toBe(Math.max(1, Math.ceil(large.items.length / 397)))
    })

    it('all pages together hold each transaction and each transfer exactly once', async () => {
      const { ledger } = sandbox.world(profile)
      const lines = await walk(sandbox, profile, '/v3/reporting/transactions', 'transactions', 100)
      expect(lines.items).toHaveLength(ledger.lines.length)
      const transfers = await walk(sandbox, profile, '/v3/reporting/transfers', 'transfers', 100)
      expect(new Set(transfers.items).size).toBe(ledger.transfers.length)
      expect(transfers.items).toHaveLength(ledger.transfers.length)
    })
  },
)

it(
  'every transaction of 42,000 is found once, whichever way they are sorted',
  { timeout: 60_000 },
  async () => {
    const path = '/v3/reporting/transactions?sortdirection='
    const newestFirst = await walk(sandbox, 'box', `${path}desc`, 'transactions', 1000)
    const oldestFirst = await walk(sandbox, 'box', `${path}asc`, 'transactions', 777)
    expect(oldestFirst.items.toReversed()).toEqual(newestFirst.items)
    expect(oldestFirst.items).toHaveLength(sandbox.world('box').ledger.lines.length)
  },
)

it('the shop has between six and nine thousand transactions, newest first unless asked otherwise', async () => {
  const { items } = await walk(sandbox, 'shop', '/v3/reporting/transactions', 'transactions', 1000)
  expect(items.length).toBeGreaterThan(6000)
  expect(items.length).toBeLessThan(9000)
  const times = items.map((item) => z.object({ timestamp: z.string() }).parse(JSON.parse(item)))
  expect(times).toEqual(times.toSorted((one, other) => (one.timestamp > other.timestamp ? -1 : 1)))
})

it('a page beyond the last is empty and the last one says that it is the last', async () => {
  expect(await sandbox.read('new', '/v3/reporting/transfers?pagenumber=7')).toEqual({
    pageSize: 100,
    nextPageNumber: null,
    transfers: [],
  })
})

it.each([
  [4, 1, null],
  [2, 1, 2],
  [2, 2, null],
  [3, 1, 2],
  [3, 2, null],
])('of four points in pages of %i, page %i is followed by %j', async (size, number, next) => {
  const reporting = `/v3/reporting/paymentpoints?pagesize=${size}&pagenumber=${number}`
  expect(await sandbox.read('shop', reporting)).toMatchObject({ nextPageNumber: next })
})

it('all 5,000 agreements are found once over the pages of both providers', async () => {
  const ids: string[] = []
  const schema = z.array(
    z.object({ agreements: z.array(z.object({ id: z.string() })), page_size: z.literal(400) }),
  )
  for (const [providerId] of sandbox.world('box').providers) {
    for (let number = 1; ; number += 1) {
      const path = `/subscriptions/api/providers/${providerId}/agreements?pageNumber=${number}&pageSize=400`
      const [page] = schema.parse(await sandbox.read('box', path))
      ids.push(...(page?.agreements ?? []).map(({ id }) => id))
      if (page === undefined || page.agreements.length < 400) break
    }
  }
  expect(ids).toHaveLength(5000)
  expect(new Set(ids).size).toBe(5000)
})

it('granted consents are found once by handing back the paging state', async () => {
  const schema = z.object({
    grantedConsents: z.array(z.object({ consentId: z.string() })),
    pagingState: z.nullable(z.string()),
  })
  const ids: string[] = []
  let query = ''
  for (let state: string | null = ''; state !== null;) {
    const page = schema.parse(
      await sandbox.read(
        'utility',
        `/invoice-restapi/api/v1/directinvoiceconsents?state=granted${query}`,
      ),
    )
    ids.push(...page.grantedConsents.map(({ consentId }) => consentId))
    state = page.pagingState
    query = `&pagingState=${state ?? ''}`
  }
  const granted = [...sandbox.world('utility').invoiceBook.consents.values()].filter(
    ({ state }) => state === 'Granted',
  )
  expect(granted.length).toBeGreaterThan(100)
  expect(ids).toEqual(granted.map(({ id }) => id))
})
