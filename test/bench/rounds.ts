import { connect } from 'node:net'

import type { Contestant } from './contestants.ts'
import { type Call, generate, quantile } from './load.ts'
import type { Server } from './process.ts'

/** One kind of load. */
export interface Scenario {
  readonly name: string
  readonly path: string
  readonly headers: readonly string[]
  readonly connections: number
  readonly seconds: number
  /** Requests before it counts, so that the compiler is done. */
  readonly warmUp: number
}

/** A contestant that runs and is logged in. */
export interface Started {
  readonly contestant: Contestant
  readonly server: Server
  readonly headers: readonly string[]
}

/** What one round showed of one server. */
export interface Round {
  readonly cpuMicroseconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Body sizes as the upstream sends them, by scenario. */
export async function measureBody(upstreamPort: number, scenario: Scenario): Promise<number> {
  const request = buildRequest(upstreamPort, scenario.path, scenario.headers)
  return new Promise((resolve, reject) => {
    const socket = connect(upstreamPort, '127.0.0.1', () => socket.write(request))
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1]
      if (length === undefined) return
      resolve(Number(length))
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

export function buildCall(started: Started, scenario: Scenario, bodyBytes: number): Call {
  const { contestant, headers } = started
  const path = contestant.prefix + scenario.path
  return {
    port: contestant.port,
    request: buildRequest(contestant.port, path, [...scenario.headers, ...headers]),
    bodyBytes,
  }
}

function buildRequest(port: number, path: string, headers: readonly string[]): string {
  const lines = [`GET ${path} HTTP/1.1`, `host: localhost:${port}`, 'accept: */*', ...headers]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Loads one server for one round, and asks the upstream what it has seen. */
export async function runRound(
  started: Started,
  scenario: Scenario,
  bodyBytes: number,
  upstreamPort: number,
): Promise<Round> {
  const { server, contestant } = started
  const call = buildCall(started, scenario, bodyBytes)
  await askUpstream(upstreamPort)
  const before = server.cpuSeconds()
  const sample = await generate(call, scenario.connections, { seconds: scenario.seconds })
  const cpu = server.cpuSeconds() - before
  const seen = await askUpstream(upstreamPort)
  if (seen.bearers.length !== contestant.bearers || seen.bearers.some(isNoToken)) {
    throw new Error(`${contestant.name} sent ${seen.bearers.length} different bearers`)
  }
  if (seen.cookies > 0) throw new Error(`${contestant.name} passed its cookie on`)
  return {
    cpuMicroseconds: (cpu / sample.requests) * 1e6,
    perSecond: sample.requests / sample.seconds,
    p50: quantile(sample.latencies, 0.5),
    p99: quantile(sample.latencies, 0.99),
  }
}

function isNoToken(bearer: string): boolean {
  return !/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(bearer)
}

interface Seen {
  readonly bearers: readonly string[]
  readonly cookies: number
}

async function askUpstream(port: number): Promise<Seen> {
  const response = await fetch(`http://127.0.0.1:${port}/seen`)
  const seen: unknown = await response.json()
  if (isSeen(seen)) return seen
  throw new Error('the upstream does not say what it saw')
}

function isSeen(value: unknown): value is Seen {
  return typeof value === 'object' && value !== null && 'bearers' in value && 'cookies' in value
}
