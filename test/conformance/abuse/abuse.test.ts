import { setTimeout as delay } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { merchants } from '../../sandbox/merchants.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../../support/bff-process.ts'
import { randomKey } from '../../support/bff.ts'
import { agent, visit, type Visitor } from './client.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { act, type Tally } from './traffic.ts'

const full = process.env['FULL'] !== undefined
const seconds = full ? 120 : 10
const actors = 24
let bff: BffProcess
let sandbox: Sandbox
let gateway: Gateway

beforeAll(async () => {
  const port = await freePort('localhost')
  const url = `http://localhost:${port}`
  gateway = await startGateway()
  // Tokens of 40 s are renewed every 10 s.
  sandbox = await startSandbox({
    client: { redirectUris: [`${url}/auth/callback`] },
    refreshTokens: 'ReUse',
    accessTokenSeconds: 40,
  })
  bff = spawnBff({
    ...sandbox.settings,
    MOBILEPAY_API_URL: gateway.url,
    PUBLIC_URL: url,
    HOST: 'localhost',
    PORT: String(port),
    SESSION_KEYS: `1:${randomKey()}`,
    LOG_LEVEL: 'warn',
  })
  await askUntil(`${url}/healthz`, ({ ok }) => ok)
})
afterAll(async () => {
  agent.destroy()
  await Promise.all([bff.kill(), sandbox.close(), gateway.close()])
})

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${bff.url}/metrics`)).text()
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+]+)$`, 'm').exec(text)?.[1])
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

test(
  'mixed traffic with aborts, slow readers and nonsense: no crash, no leak, nobody else’s answer',
  async () => {
    const visitors: Visitor[] = []
    for (const { id, vat } of [...merchants, ...merchants]) {
      visitors.push(await visit(bff.url, id, vat))
    }
    const tally: Tally = { kinds: {}, statuses: {}, wrong: [] }
    const startedAt = Date.now()
    const endsAt = startedAt + seconds * 1000
    const acting = Array.from({ length: actors }, (_, index) =>
      act({ baseUrl: bff.url, visitors, random: seeded(index), tally }, endsAt),
    )
    const memory: number[] = []
    while (Date.now() < endsAt) {
      memory.push((await metric('mpc_process_resident_memory_bytes')) / 2 ** 20)
      await delay(500)
    }
    await Promise.all(acting)

    const total = Object.values(tally.kinds).reduce((sum, one) => sum + one, 0)
    // The first half warms up; of the second the two halves are compared.
    const middle = median(memory.slice(memory.length / 2, (memory.length * 3) / 4))
    const end = median(memory.slice((memory.length * 3) / 4))
    console.log(
      `${total} requests in ${seconds} s, ${gateway.calls()} calls at the gateway, RSS ${middle.toFixed(0)} -> ${end.toFixed(0)} MiB`,
    )
    console.log(tally.kinds, tally.statuses)

    expect(tally.wrong).toEqual([])
    expect(bff.isRunning()).toBe(true)
    expect(bff.output()).not.toContain('unexpected error')
    for (const kind of ['abort', 'slow reader', 'malformed', 'login start', 'call']) {
      expect(tally.kinds[kind]).toBeGreaterThan(0)
    }
    // Noise of the collector is some tens of MiB; a leak at this pace is far more in half a minute.
    expect(end).toBeLessThan(full ? middle * 1.1 + 16 : 600)
    // Who left is let go of: what stays are listeners and kept connections.
    agent.destroy()
    await delay(1000)
    expect(await metric('mpc_nodejs_active_requests_total')).toBeLessThan(10)
    const answer = await fetch(`${bff.url}/readyz`)
    expect(await answer.json()).toEqual({ provider: 'ok', store: 'ok' })
  },
  (seconds + 60) * 1000,
)
