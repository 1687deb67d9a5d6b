import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { weighConsole } from '../weight.ts'
import { bffName, createField, type Field } from './contestants.ts'
import { generate } from './load.ts'
import { pin, loadCore } from './process.ts'
import { measureRefreshes } from './refreshes.ts'
import { printReport, type Result, summarize } from './report.ts'
import {
  buildCall,
  measureBody,
  type Round,
  runRound,
  type Scenario,
  type Started,
} from './rounds.ts'
import { measureColdStart, measureMemory } from './single.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** One short start: to see that everything works, not what it costs. */
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})

const starts = values.quick ? 1 : 3
const roundsPerStart = values.quick ? 1 : 3
const seconds = values.quick ? 0.5 : 1.5

const small = '/subscriptions/api/merchants/me'
const large = '/v3/reporting/transactions?pagesize=1000&pagenumber=1'
const scenarios: readonly Scenario[] = [
  {
    name: '2 KB, 32 connections',
    path: small,
    headers: [],
    connections: 32,
    seconds,
    warmUp: 8000,
  },
  { name: '2 KB, 1 connection', path: small, headers: [], connections: 1, seconds, warmUp: 500 },
  {
    name: '200 KB, 16 connections',
    path: large,
    headers: [],
    connections: 16,
    seconds,
    warmUp: 3000,
  },
  {
    name: '200 KB gzipped, 16 connections',
    path: large,
    headers: ['accept-encoding: gzip'],
    connections: 16,
    seconds,
    warmUp: 1000,
  },
]

/** Every server in turn, round after round, so that what disturbs one disturbs all. */
async function race(field: Field): Promise<readonly Result[]> {
  const rounds = new Map<string, Round[][]>()
  for (let start = 0; start < starts; start += 1) {
    const runners: Started[] = []
    for (const contestant of field.contestants) {
      const server = await contestant.start()
      runners.push({ contestant, server, headers: await contestant.login() })
    }
    for (const scenario of scenarios) {
      const bodyBytes = await measureBody(field.upstreamPort, scenario)
      for (const runner of runners) {
        // By number, not by time: on a busy machine the compiler would still be at work afterwards.
        const call = buildCall(runner, scenario, bodyBytes)
        await generate(call, scenario.connections, {
          requests: values.quick ? 500 : scenario.warmUp,
        })
      }
      for (let turn = 0; turn < roundsPerStart; turn += 1) {
        for (const runner of runners) {
          const key = `${scenario.name}\n${runner.contestant.name}`
          const round = await runRound(runner, scenario, bodyBytes, field.upstreamPort)
          const all = rounds.get(key) ?? []
          all[start] = [...(all[start] ?? []), round]
          rounds.set(key, all)
        }
      }
      note(`start ${start + 1} of ${starts}: ${scenario.name}`)
    }
    for (const { server } of runners) await server.stop()
  }
  return [...rounds].map(([key, all]) => {
    const [scenario = '', contestant = ''] = key.split('\n')
    return summarize(scenario, contestant, all)
  })
}

function note(text: string): void {
  process.stderr.write(`${text} (load ${loadavg()[0]?.toFixed(1)})\n`)
}

const parts = ['race', 'start', 'memory', 'refresh', 'weight']
const chosen = values.only?.split(',') ?? parts
pin(process.pid, loadCore)
const field = await createField()
try {
  const weight = chosen.includes('weight') ? await weighConsole() : undefined
  const results = chosen.includes('race') ? await race(field) : []
  const others = field.contestants.filter(({ bearers }) => bearers > 0)
  const coldStarts = chosen.includes('start')
    ? await measureColdStart(others, starts, small, field)
    : []
  if (coldStarts.length > 0) note('cold starts')
  const memory = chosen.includes('memory')
    ? await measureMemory(others, bffName, small, values.quick ? 2000 : 100_000, field)
    : []
  if (memory.length > 0) note('memory')
  const refreshes = chosen.includes('refresh') ? await measureRefreshes(field) : undefined
  const report = { results, coldStarts, memory, refreshes, weight, load: loadavg() }
  if (values.json) console.log(JSON.stringify(report, undefined, 2))
  else printReport(report)
} finally {
  await field.close()
}
process.exit()
