import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

import { afterEach, expect, test } from 'vitest'

import { startSandbox } from '../sandbox/sandbox.ts'
import { startBalancer } from '../support/balancer.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { createBrowser } from '../support/browser.ts'

const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

interface Member {
  readonly port: number
  readonly bff: BffProcess
}

/** Processes of one installation behind a balancer, and a merchant's cookie that is good at each. */
async function startProcesses(count: number) {
  const balancer = await startBalancer()
  endings.push(balancer.close)
  const { url } = balancer
  const sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
  endings.push(sandbox.close)
  const key = randomKey()
  const start = async (): Promise<Member> => {
    const port = await freePort()
    const settings = { PUBLIC_URL: url, SESSION_KEYS: `1:${key}`, PORT: String(port) }
    const bff = spawnBff({ ...sandbox.settings, ...settings })
    endings.push(bff.kill)
    await askUntil(`http://127.0.0.1:${port}/readyz`, ({ ok }) => ok)
    return { port, bff }
  }
  const members: Member[] = []
  for (let index = 0; index < count; index += 1) members.push(await start())
  balancer.setTargets(members.map(({ port }) => port))
  const browser = createBrowser(url, 'mette@example.dk')
  await browser.connect()
  return { url, balancer, sandbox, members, cookie: browser.jar.header() ?? '' }
}

function at(members: readonly Member[], index: number): Member {
  const member = members[index]
  if (member === undefined) throw new Error(`there is no process ${index}`)
  return member
}

/** What became of one call: its status, or how its connection failed. */
type Result = number | string

interface Load {
  readonly results: Result[]
  /** Calls that have been sent and not answered. */
  readonly underWay: () => number
  readonly stop: () => Promise<void>
}

/** Calls without end, over connections that are kept, as a proxy's are. */
function startLoad(url: string, cookie: string, parallel: number): Load {
  const agent = new Agent({ keepAlive: true })
  const results: Result[] = []
  let underWay = 0
  const over = new AbortController()
  const call = () =>
    new Promise<Result>((resolve) => {
      const headers = { 'x-csrf': '1', cookie }
      const sent = request(`${url}/api/v1/webhooks`, { agent, headers }, (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode ?? 0))
        response.once('error', () => resolve('broken'))
      })
      sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      sent.end()
    })
  const caller = async () => {
    while (!over.signal.aborted) {
      underWay += 1
      results.push(await call())
      underWay -= 1
    }
  }
  const callers = Promise.all(Array.from({ length: parallel }, caller))
  return {
    results,
    underWay: () => underWay,
    async stop() {
      over.abort()
      await callers
      agent.destroy()
    },
  }
}

test('a process that is asked to end under load loses no request', async () => {
  const { url, balancer, members, cookie } = await startProcesses(2)
  const [first, second] = [at(members, 0), at(members, 1)]
  const load = startLoad(url, cookie, 16)
  while (load.results.length < 200) await delay(10)

  first.bff.signal('SIGTERM')
  // As a balancer does that looks at readiness now and then, and until then knows nothing.
  await askUntil(`http://127.0.0.1:${first.port}/readyz`, ({ status }) => status === 503)
  await delay(500)
  balancer.setTargets([second.port])
  const { code } = await first.bff.ended
  const soFar = load.results.length
  while (load.results.length < soFar + 200) await delay(10)
  await load.stop()

  expect(code).toBe(0)
  expect(load.results.filter((result) => result !== 200)).toEqual([])
}, 30_000)

test('one alone answers what it has taken, and says that it takes no more on that connection', async () => {
  const { sandbox, members, cookie, url } = await startProcesses(1)
  const { bff, port } = at(members, 0)
  const agent = new Agent({ keepAlive: true })
  endings.push(() => agent.destroy())
  const { host } = new URL(url)
  const call = () =>
    new Promise<string | undefined>((resolve, reject) => {
      const headers = { 'x-csrf': '1', cookie, host }
      const address = `http://127.0.0.1:${port}/api/v1/webhooks`
      const sent = request(address, { agent, headers }, (response) => {
        response.resume().once('end', () => resolve(response.headers.connection))
      })
      sent.once('error', reject).end()
    })
  expect(await call()).toBe('keep-alive')
  sandbox.control.clearRequests()
  sandbox.control.faults.next('api', { kind: 'delay', milliseconds: 700 })
  const underWay = call()
  while (sandbox.control.requests().length === 0) await delay(5)
  bff.signal('SIGTERM')
  expect(await underWay).toBe('close')
  expect(await call()).toBe('close')
  expect((await bff.ended).code).toBe(0)
}, 30_000)

test('one that is killed loses no request but those it had', async () => {
  const { url, members, cookie } = await startProcesses(2)
  const first = at(members, 0)
  const load = startLoad(url, cookie, 16)
  while (load.results.length < 200) await delay(10)
  const underWay = load.underWay()
  await first.bff.kill()
  const soFar = load.results.length
  while (load.results.length < soFar + 400) await delay(10)
  await load.stop()

  const lost = load.results.filter((result) => result !== 200)
  expect(lost.length).toBeLessThanOrEqual(underWay)
  expect(lost.filter((result) => typeof result === 'number')).toEqual([])
}, 30_000)
