import { expect, it } from 'vitest'

import type { Rules } from '../data/rules.ts'
import { openApis } from './harness.ts'

const seconds = 1000

const open = (rules: Partial<Rules> = { rateLimits: true }) => {
  const sandbox = openApis({ rules })
  const [provider] = sandbox.world('finnish').providers.values()
  const [one, other] = provider?.agreements.keys() ?? []
  const base = `/subscriptions/api/providers/${provider?.point.id}/agreements`
  const statuses = async (method: string, path: string, times: number) => {
    const found: number[] = []
    for (let call = 0; call < times; call += 1) {
      found.push((await sandbox.send('finnish', method, `${base}${path}`)).status)
    }
    return found
  }
  return { ...sandbox, statuses, one, other, base }
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status)

it('the sixth read of a page of agreements within a minute is refused, of another page not', async () => {
  const { statuses, moveClock } = open()
  expect(await statuses('GET', '?pageNumber=1&pageSize=10', 7)).toEqual([
    ...times(5, 200),
    429,
    429,
  ])
  expect(await statuses('GET', '?pageNumber=2&pageSize=10', 1)).toEqual([200])
  expect(await statuses('GET', '?pageNumber=1&pageSize=20', 1)).toEqual([200])
  moveClock(59 * seconds)
  expect(await statuses('GET', '?pageNumber=1&pageSize=10', 1)).toEqual([429])
  moveClock(seconds)
  expect(await statuses('GET', '?pageNumber=1&pageSize=10', 5)).toEqual(times(5, 200))
})

it('charges, one-offs and deletions have limits of their own, for each agreement', async () => {
  const { statuses, one, other } = open()
  expect(await statuses('GET', `/${one}/paymentrequests`, 11)).toEqual([...times(10, 200), 429])
  expect(await statuses('GET', `/${one}/oneoffpayments`, 11)).toEqual([...times(10, 200), 429])
  expect(await statuses('GET', `/${other}/paymentrequests`, 1)).toEqual([200])
  expect((await statuses('DELETE', `/${one}`, 6)).at(-1)).toBe(429)
  expect((await statuses('GET', `/${one}`, 121)).at(-1)).toBe(429)
})

it('nothing is counted unless it is asked for, and other APIs never are', async () => {
  expect(await open({}).statuses('GET', '?pageNumber=1', 20)).toEqual(times(20, 200))
  const { send } = open()
  for (let call = 0; call < 20; call += 1) {
    expect((await send('finnish', 'GET', '/v3/reporting/paymentpoints')).status).toBe(200)
  }
})

it('what a refusal looks like is a setting, because MobilePay does not say', async () => {
  const { send, base, statuses, world } = open()
  await statuses('GET', '?pageNumber=1', 5)
  const silent = await send('finnish', 'GET', `${base}?pageNumber=1`)
  expect([silent.status, await silent.text()]).toEqual([429, ''])
  world('finnish').rules.rateLimitReply = 'error body'
  const talkative = await send('finnish', 'GET', `${base}?pageNumber=1`)
  expect(talkative.headers.get('retry-after')).toBe('60')
  expect(await talkative.json()).toMatchObject({ error: 'TooManyRequests' })
})
