import { expect, it } from 'vitest'

import { merchants } from '../merchants.ts'
import { aTuesday, openApis, type OpenApis } from './harness.ts'

const hour = 3_600_000

const paths = [
  '/v3/reporting/transactions?pagesize=1000',
  '/v3/reporting/transactions?pagesize=1000&sortdirection=asc',
  '/v3/reporting/transfers?pagesize=1000',
  '/v3/reporting/paymentpoints',
  '/v1/payments?pageSize=1000',
  '/v1/refunds?pageSize=1000',
  '/v1/paymentpoints',
  '/v1/webhooks',
  '/subscriptions/api/merchants/me',
  '/invoice-restapi/api/v1/directinvoiceconsents',
]

/** Everything the lists say, as it was sent. */
const everything = async ({ send, world }: OpenApis) => {
  const bodies: string[] = []
  for (const { profile } of merchants) {
    const providers = [...world(profile).providers.keys()]
    const agreements = providers.map(
      (id) => `/subscriptions/api/providers/${id}/agreements?pageNumber=1&pageSize=5000`,
    )
    for (const path of [...paths, ...agreements]) {
      const response = await send(profile, 'GET', path)
      bodies.push(`${profile} ${path} ${await response.text()}`)
    }
  }
  return bodies
}

it(
  'two stand-ins started at the same moment answer alike, byte for byte',
  { timeout: 60_000 },
  async () => {
    const one = await everything(openApis())
    expect(await everything(openApis())).toEqual(one)
    expect(one.join('').length).toBeGreaterThan(1_000_000)
  },
)

it(
  'a day that passes at once leads where 24 single hours lead, whenever it began',
  { timeout: 60_000 },
  async () => {
    const morning = openApis({ startAt: aTuesday - 6 * hour })
    for (let passed = 0; passed < 30; passed += 1) {
      await morning.read('shop', '/v1/payments')
      await morning.read('box', '/v1/payments')
      morning.moveClock(hour)
    }
    const noon = openApis()
    noon.moveClock(24 * hour)
    expect(await everything(morning)).toEqual(await everything(noon))
  },
)

it.each([
  ['shop', 1],
  ['finnish', 1],
  ['utility', 1],
  // Charges weekly on Wednesdays and monthly on the first.
  ['box', 7],
] as const)('the history of %s begins 13 months ago and ends now', (profile, quietDays) => {
  const { lines } = openApis().world(profile).ledger
  const newest = lines.findLast(({ type }) => type === 'Payment')?.at ?? 0
  expect(lines.at(-1)?.at).toBeLessThanOrEqual(aTuesday)
  expect(newest).toBeGreaterThan(aTuesday - quietDays * 24 * hour)
  const oldest = lines[0]?.at ?? 0
  expect(oldest).toBeGreaterThanOrEqual(Date.parse('2025-10-24T00:00:00+02:00'))
  expect(oldest).toBeLessThan(Date.parse('2025-11-03T00:00:00Z'))
})

it("the shop's thirteen months take less than 300 ms of work", () => {
  // Processor time and the best of three, so that a busy machine does not fail it.
  const durations = Array.from({ length: 3 }, () => {
    const { world } = openApis()
    const before = process.cpuUsage()
    world('shop')
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  expect(Math.min(...durations)).toBeLessThan(300)
})

it('a reset forgets what was done', async () => {
  const { worlds, send, read } = openApis()
  const before = await read('new', '/v1/webhooks')
  await send('new', 'POST', '/v1/webhooks', {
    url: 'https://new.example/hook',
    events: ['transfer.succeeded'],
  })
  expect(await read('new', '/v1/webhooks')).not.toEqual(before)
  worlds.reset(aTuesday)
  expect(await read('new', '/v1/webhooks')).toEqual(before)
})
