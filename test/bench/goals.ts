import { firstPages } from '../weight.ts'
import { bffName } from './contestants.ts'
import type { Report } from './report.ts'

/** One number that was wanted, and what came out. */
interface Goal {
  readonly name: string
  readonly reached: number
  readonly atMost?: number
  readonly atLeast?: number
}

const [two, one] = ['2 KB, 32 connections', '2 KB, 1 connection']
const [big, zip] = ['200 KB, 16 connections', '200 KB gzipped, 16 connections']

/**
 * The goals of the design, as far as they are numbers and were measured: that one look opens a
 * cookie (P7) and that downloads can be broken off (P11) is shown by tests.
 */
export function listGoals(report: Report): readonly Goal[] {
  return [...raceGoals(report), ...otherGoals(report)].filter(
    ({ reached }) => !Number.isNaN(reached),
  )
}

function raceGoals({ results }: Report): readonly Goal[] {
  const find = (scenario: string, contestant: string) =>
    results.find(
      (result) => result.scenario === scenario && result.contestant.startsWith(contestant),
    )
  const cpu = (scenario: string, contestant: string) =>
    find(scenario, contestant)?.cpu.median ?? Number.NaN
  const ours = cpu(two, bffName)
  const perSecond = (contestant: string) => find(two, contestant)?.perSecond ?? Number.NaN
  const p50 = (contestant: string) => find(one, contestant)?.p50 ?? Number.NaN
  const added = (contestant: string) => p50(contestant) - p50('upstream')
  return [
    { name: 'P1 CPU, 2 KB, to F (aim)', reached: ours / cpu(two, 'F:'), atMost: 1.3 },
    { name: 'P1 CPU, 2 KB, to F (must)', reached: ours / cpu(two, 'F:'), atMost: 1.6 },
    {
      name: 'P2 throughput to F',
      reached: perSecond(bffName) / perSecond('F:'),
      atLeast: 0.8,
    },
    {
      name: 'P3 CPU to express-openid-connect',
      reached: ours / cpu(two, 'express'),
      atMost: 1 / 6,
    },
    { name: 'P3 CPU to @hono/oidc-auth', reached: ours / cpu(two, '@hono'), atMost: 1 / 5 },
    { name: 'P4 CPU to fastify', reached: ours / cpu(two, 'fastify'), atMost: 0.8 },
    { name: 'P5 CPU, 200 KB, to F', reached: cpu(big, bffName) / cpu(big, 'F:'), atMost: 1 },
    {
      name: 'P5 CPU, 200 KB gzipped, to F',
      reached: cpu(zip, bffName) / cpu(zip, 'F:'),
      atMost: 1.2,
    },
    { name: 'P6 p50 added, to U', reached: added(bffName) / added('U:'), atMost: 1.3 },
  ]
}

function otherGoals({ refreshes, memory, coldStarts, weight }: Report): readonly Goal[] {
  const start = (contestant: string) => {
    const all =
      coldStarts.find((each) => each.contestant.startsWith(contestant))?.milliseconds ?? []
    return all[Math.floor(all.length / 2)] ?? Number.NaN
  }
  const [early, late] = memory.filter(({ contestant }) => contestant === bffName)
  const first = (weight?.pages ?? []).filter(({ page }) => firstPages.includes(page))
  const most = (part: 'scripts' | 'styles') =>
    Math.max(...first.map((page) => page[part])) + (weight?.document[part] ?? Number.NaN)
  const wall = (refreshes?.tokenLatency ?? 0) + 2 * (refreshes?.millisecondsWithout ?? Number.NaN)
  return [
    { name: 'P8 token requests', reached: refreshes?.tokenRequests ?? Number.NaN, atMost: 1 },
    { name: 'P8 different cookies', reached: refreshes?.cookies ?? Number.NaN, atMost: 1 },
    {
      name: 'P8 good answers',
      reached: refreshes?.answers ?? Number.NaN,
      atLeast: refreshes?.parallel ?? 0,
    },
    {
      name: 'P8 time, to token latency + 2x without',
      reached: (refreshes?.milliseconds ?? Number.NaN) / wall,
      atMost: 1,
    },
    {
      name: 'P9 memory after 3x the requests',
      reached: (late?.megabytes ?? Number.NaN) / (early?.megabytes ?? Number.NaN),
      atMost: 1.05,
    },
    { name: 'P10 cold start to express', reached: start(bffName) / start('express'), atMost: 0.8 },
    { name: 'P12 first load, kB of scripts', reached: most('scripts'), atMost: 190 },
    { name: 'P12 first load, kB of styles', reached: most('styles'), atMost: 12 },
  ]
}

/** Whether a goal was reached, as it is printed beside its numbers. */
export function verdictOf({ reached, atMost = Infinity, atLeast = 0 }: Goal): 'met' | 'missed' {
  return reached <= atMost && reached >= atLeast ? 'met' : 'missed'
}
