import { beforeAll, describe, expect, test } from 'vitest'

import { apis, simulations } from '../apis/apis.ts'
import { coverageOf, coverageTable, isPlayed } from './coverage.ts'
import { covers, deviations } from './deviations.ts'
import { type Exchange, watchExchanges } from './exchange.ts'
import { type Finding, findingsIn } from './finding.ts'
import { judgeByOurs } from './own-schemas.ts'
import { scenes } from './scenes/all.ts'
import { hasSpecifications, readSpecifications } from './specification.ts'

const exchanges: Exchange[] = []

beforeAll(async () => {
  watchExchanges((exchange) => {
    exchanges.push(exchange)
  })
  for (const play of scenes) await play()
})

/** What MobilePay's documents list, counted; here for who has not got them. */
const documented = {
  Subscriptions: 31,
  Invoice: 19,
  'App Payments': 11,
  Reporting: 4,
  Webhooks: 6,
} as const

const simulatedApi = ({ path }: { readonly path: string }) =>
  path.startsWith('/invoice-restapi') ? 'Invoice' : 'Subscriptions'

const ours = [
  ...apis.flatMap(({ name, operations }) =>
    operations.map(({ method, path }) => ({ api: name, method, path })),
  ),
  ...simulations.map((simulation) => ({
    api: simulatedApi(simulation),
    method: simulation.method,
    path: simulation.path,
  })),
]

test('every operation of the five APIs is answered, and played with success', () => {
  const covered = coverageOf(ours, exchanges)
  console.log(coverageTable(covered))
  expect(covered.filter((operation) => !isPlayed(operation))).toEqual([])
  const counts = Object.entries(Object.groupBy(covered, ({ api }) => api)).map(([api, own]) => [
    api,
    own?.length,
  ])
  expect(Object.fromEntries(counts)).toEqual(documented)
})

test('every answer has the members, and only those, that our own schemas know', () => {
  const problems = exchanges.flatMap((exchange) => judgeByOurs(exchange))
  expect([...new Set(problems)]).toEqual([])
})

const spell = ({ method, path }: { readonly method: string; readonly path: string }) =>
  `${method} ${path.replaceAll(/\{([a-z]+)\}/gu, ':$1')}`

describe.skipIf(!hasSpecifications)('MobilePay’s own documents', () => {
  let findings: readonly Finding[]
  let operations: Awaited<ReturnType<typeof readSpecifications>>
  beforeAll(async () => {
    operations = await readSpecifications()
    findings = exchanges.flatMap((exchange) => findingsIn(exchange, operations))
  })

  test('list exactly the operations that there are', () => {
    expect(ours.map(spell).toSorted()).toEqual(operations.map(spell).toSorted())
  })

  test('are met by every answer and every accepted request, but for the deviations listed', () => {
    const unexplained = findings.filter(
      (finding) => !deviations.some((deviation) => covers(deviation, finding)),
    )
    expect(unexplained).toEqual([])
  })

  test('no deviation is listed that is none any more', () => {
    const unused = deviations.filter(
      (deviation) => !findings.some((finding) => covers(deviation, finding)),
    )
    expect(unused).toEqual([])
  })

  test('would notice a member too many, one of another type, and one that is missing', () => {
    const payment = exchanges.find(
      ({ path, status }) => /^\/v1\/payments\/[\da-f-]+$/u.test(path) && status === 200,
    )
    if (payment === undefined) throw new Error('no payment was read')
    const bend = (members: Readonly<Record<string, unknown>>) =>
      findingsIn(
        { ...payment, body: JSON.parse(JSON.stringify({ ...Object(payment.body), ...members })) },
        operations,
      ).map(({ problem }) => problem)
    expect(bend({})).toEqual([])
    expect(bend({ captured: true }).join()).toContain('additional')
    expect(bend({ amount: '100' }).join()).toContain('integer')
    expect(bend({ state: 'lost' }).join()).toContain('allowed values')
    expect(bend({ merchantId: undefined }).join()).toContain('required')
    expect(bend({ initiatedOn: 'yesterday' }).join()).toContain('date-time')
  })
})
