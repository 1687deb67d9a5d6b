import type { Contestant, Field } from './contestants.ts'
import { generate } from './load.ts'
import { buildCall, measureBody, type Scenario } from './rounds.ts'

export interface ColdStart {
  readonly contestant: string
  /** From the start of the process to the first whole answer of the API; sorted. */
  readonly milliseconds: readonly number[]
}

export interface Memory {
  readonly contestant: string
  readonly requests: number
  readonly megabytes: number
}

const scenarioOf = (path: string): Scenario => ({
  name: '',
  path,
  headers: [],
  connections: 32,
  seconds: 1,
  warmUp: 0,
})

/** Starts each again and again, with a session from an earlier life of the same server. */
export async function measureColdStart(
  contestants: readonly Contestant[],
  starts: number,
  path: string,
  { upstreamPort }: Field,
): Promise<readonly ColdStart[]> {
  const scenario = scenarioOf(path)
  const bodyBytes = await measureBody(upstreamPort, scenario)
  const times = new Map<string, number[]>()
  const headers = new Map<string, readonly string[]>()
  for (const contestant of contestants) {
    const server = await contestant.start()
    headers.set(contestant.name, await contestant.login())
    await server.stop()
  }
  for (let turn = 0; turn < starts * 3; turn += 1) {
    for (const contestant of contestants) {
      const startedAt = performance.now()
      const server = await contestant.start()
      const started = { contestant, server, headers: headers.get(contestant.name) ?? [] }
      await generate(buildCall(started, scenario, bodyBytes), 1, { requests: 1 })
      const took = performance.now() - startedAt
      times.set(contestant.name, [...(times.get(contestant.name) ?? []), took])
      await server.stop()
    }
  }
  return [...times].map(([contestant, milliseconds]) => ({
    contestant,
    milliseconds: milliseconds.toSorted((one, other) => one - other),
  }))
}

/** Resident memory after `requests` calls; of ours also after three times as many. */
export async function measureMemory(
  contestants: readonly Contestant[],
  bffName: string,
  path: string,
  requests: number,
  { upstreamPort }: Field,
): Promise<readonly Memory[]> {
  const scenario = scenarioOf(path)
  const bodyBytes = await measureBody(upstreamPort, scenario)
  const found: Memory[] = []
  for (const contestant of contestants) {
    const server = await contestant.start()
    const started = { contestant, server, headers: await contestant.login() }
    const call = buildCall(started, scenario, bodyBytes)
    const turns = contestant.name === bffName ? 3 : 1
    for (let turn = 1; turn <= turns; turn += 1) {
      await generate(call, scenario.connections, { requests })
      if (turn !== 2) {
        const megabytes = server.residentMegabytes()
        found.push({ contestant: contestant.name, requests: turn * requests, megabytes })
      }
    }
    await server.stop()
  }
  return found
}
