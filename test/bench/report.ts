import type { weighConsole } from '../weight.ts'
import { listGoals, verdictOf } from './goals.ts'
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

function printGoals(report: Report): void {
  const goals = listGoals(report)
  if (goals.length === 0) return
  print('\nGoals', [
    ['', 'reached', 'goal', ''],
    ...goals.map((goal) => {
      const { name, reached, atMost, atLeast } = goal
      const limit = atMost === undefined ? `>= ${show(atLeast)}` : `<= ${show(atMost)}`
      return [name, show(reached), limit, verdictOf(goal)]
    }),
  ])
}

function show(value = Number.NaN): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toPrecision(3)
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
