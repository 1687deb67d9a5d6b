import type { weighConsole } from '../weight.ts'
import { bffName } from './contestants.ts'
import type { Refreshes } from './refreshes.ts'
import type { Round } from './rounds.ts'
import type { ColdStart, Memory } from './single.ts'

/** One server under one load, over all of its starts. */
export interface Result {
  readonly scenario: string
  readonly contestant: string
  /** Microseconds of CPU a request: the best start, the median of starts, the worst. */
  readonly cpu: { readonly min: number; readonly median: number; readonly max: number }
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

export interface Report {
  readonly results: readonly Result[]
  readonly coldStarts: readonly ColdStart[]
  readonly memory: readonly Memory[]
  readonly refreshes: Refreshes | undefined
  readonly weight: Awaited<ReturnType<typeof weighConsole>> | undefined
  readonly load: readonly number[]
}

/** Of each start its best round counts, because foreign load only ever adds. */
export function summarize(
  scenario: string,
  contestant: string,
  starts: readonly (readonly Round[])[],
): Result {
  const best = (pick: (round: Round) => number) =>
    starts.map((rounds) => Math.min(...rounds.map(pick))).toSorted((one, other) => one - other)
  const cpu = best((round) => round.cpuMicroseconds)
  return {
    scenario,
    contestant,
    cpu: { min: cpu[0] ?? Number.NaN, median: middle(cpu), max: cpu.at(-1) ?? Number.NaN },
    perSecond: Math.max(...starts.flat().map(({ perSecond }) => perSecond)),
    p50: middle(best((round) => round.p50)),
    p99: middle(best((round) => round.p99)),
  }
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Everything as tables for people, ratios to F included. */
export function printReport(report: Report): void {
  for (const scenario of new Set(report.results.map((result) => result.scenario))) {
    const of = report.results.filter((result) => result.scenario === scenario)
    const floor = of.find(({ contestant }) => contestant.startsWith('F:'))
    print(`\n${scenario}`, [
      ['', 'CPU us', 'spread', 'x F', 'req/s', 'x F', 'p50 ms', 'p99 ms'],
      ...of.map(({ contestant, cpu, perSecond, p50, p99 }) => [
        contestant,
        cpu.median.toFixed(1),
        `${cpu.min.toFixed(1)}-${cpu.max.toFixed(1)}`,
        ratio(cpu.median, floor?.cpu.median),
        perSecond.toFixed(0),
        ratio(perSecond, floor?.perSecond),
        p50.toFixed(3),
        p99.toFixed(3),
      ]),
    ])
  }
  if (report.coldStarts.length > 0) {
    print('\nCold start to the first answer of the API, ms', [
      ['', 'median', 'spread'],
      ...report.coldStarts.map(({ contestant, milliseconds: all }) => [
        contestant,
        middle(all).toFixed(0),
        `${all[0]?.toFixed(0)}-${all.at(-1)?.toFixed(0)}`,
      ]),
    ])
  }
  if (report.memory.length > 0) {
    print('\nResident memory, MB', [
      ['', 'requests', 'MB'],
      ...report.memory.map(({ contestant, requests, megabytes }) => [
        contestant,
        String(requests),
        megabytes.toFixed(0),
      ]),
    ])
  }
  if (report.refreshes !== undefined) printRefreshes(report.refreshes)
  if (report.weight !== undefined) {
    const { document, pages } = report.weight
    print('\nConsole, gzipped kB', [
      ['', 'scripts', 'styles'],
      ['document', document.scripts.toFixed(1), document.styles.toFixed(1)],
      ...pages
        .filter(({ page }) => page.endsWith('page.tsx'))
        .map(({ page, scripts, styles }) => [`+ ${page}`, scripts.toFixed(1), styles.toFixed(1)]),
    ])
  }
  printGoals(report)
  console.log(`\nLoad of the machine: ${report.load.map((one) => one.toFixed(1)).join(', ')}`)
}

function printRefreshes(refreshes: Refreshes): void {
  const { parallel, tokenLatency, milliseconds, millisecondsWithout } = refreshes
  console.log(
    `\n${parallel} requests at once on an expired token: ${milliseconds.toFixed(0)} ms, of which the` +
      ` provider takes ${tokenLatency}; on a good one ${millisecondsWithout.toFixed(0)} ms.` +
      ` ${refreshes.tokenRequests} token request, ${refreshes.cookies} cookie, ${refreshes.answers} good answers.`,
  )
}

/** The goals that are ratios, with what came out. */
function printGoals(report: Report): void {
  const cpu = (scenario: string, contestant: string) =>
    find(report, scenario, contestant)?.cpu.median ?? Number.NaN
  const [two, one] = ['2 KB, 32 connections', '2 KB, 1 connection']
  const [big, zip] = ['200 KB, 16 connections', '200 KB gzipped, 16 connections']
  const ours = cpu(two, bffName)
  const p50 = (contestant: string) => find(report, one, contestant)?.p50 ?? Number.NaN
  const added = (contestant: string) => p50(contestant) - p50('upstream')
  const perSecond = (contestant: string) => find(report, two, contestant)?.perSecond ?? Number.NaN
  const start = (contestant: string) =>
    middle(
      report.coldStarts.find((each) => each.contestant.startsWith(contestant))?.milliseconds ?? [],
    )
  const goals: readonly (readonly [name: string, value: number, limit: string])[] = [
    ['P1 CPU, 2 KB, to F', ours / cpu(two, 'F:'), '<= 1.3 (must 1.6)'],
    ['P2 throughput to F', perSecond(bffName) / perSecond('F:'), '>= 0.80'],
    ['P3 CPU to express-openid-connect', ours / cpu(two, 'express'), '<= 0.167'],
    ['P3 CPU to @hono/oidc-auth', ours / cpu(two, '@hono'), '<= 0.20'],
    ['P4 CPU to fastify', ours / cpu(two, 'fastify'), '<= 0.8'],
    ['P5 CPU, 200 KB, to F', cpu(big, bffName) / cpu(big, 'F:'), '<= 1.0'],
    ['P5 CPU, 200 KB gzipped, to F', cpu(zip, bffName) / cpu(zip, 'F:'), '<= 1.2'],
    ['P6 p50 added, to U', added(bffName) / added('U:'), '<= 1.3'],
    ['P10 cold start to express', start(bffName) / start('express'), '<= 0.8'],
  ]
  const known = goals.filter(([, value]) => !Number.isNaN(value))
  if (known.length === 0) return
  print('\nGoals', [
    ['', 'reached', 'goal'],
    ...known.map(([name, value, limit]) => [name, value.toFixed(2), limit]),
  ])
}

function find({ results }: Report, scenario: string, contestant: string): Result | undefined {
  return results.find(
    (result) => result.scenario === scenario && result.contestant.startsWith(contestant),
  )
}

function ratio(value: number, floor: number | undefined): string {
  return floor === undefined ? '' : (value / floor).toFixed(2)
}

function print(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  console.log(title)
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(cells.join('  '))
  }
}
