import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { createClient } from '@redis/client'

import { startSandbox } from '../sandbox/sandbox.ts'
import { startBalancer } from '../support/balancer.ts'
import { freePort } from '../support/bff-process.ts'
import { type Browser, createBrowser } from '../support/browser.ts'
import { findRedis, startRedis } from '../support/redis.ts'
import { tokenRequests } from '../support/requests.ts'
import { startBff } from './contestants.ts'
import { generate } from './load.ts'
import { loadCore, startServer, type Server } from './process.ts'

// 1, 2 and 3 processes that share Redis behind a plain TCP balancer: `node test/bench/scale.ts`.
const seconds = 4
/** One business each: a later login to the same one ends the earlier. */
const vats = ['DK12345678', 'DK87654321', 'DK11223344', 'DK55667788']
const parallel = 50
const path = '/subscriptions/api/merchants/me'
const bodyBytes = 1_000

const binary = await findRedis()
if (binary === undefined) throw new Error('there is no redis-server on this machine')

for (const count of [1, 2, 3]) console.log(await measure(binary, count))
process.exit()

async function measure(redisBinary: string, count: number): Promise<string> {
  const redis = await startRedis(redisBinary)
  const balancer = await startBalancer()
  const { url } = balancer
  const sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
  const upstreamPort = await freePort()
  const rig = join(import.meta.dirname, 'rigs/upstream.ts')
  const upstream = await startServer(rig, upstreamPort, {}, { core: loadCore })
  const settings = {
    ...sandbox.settings,
    MOBILEPAY_API_URL: `http://127.0.0.1:${upstreamPort}`,
    PUBLIC_URL: url,
    REDIS_URL: redis.url,
    SESSION_KEYS: `1:${randomBytes(32).toString('base64url')}`,
  }
  const servers: Server[] = []
  for (let index = 0; index < count; index += 1) {
    servers.push(await startBff(await freePort(), settings, index % 2))
  }
  balancer.setTargets(servers.map(({ port }) => port))
  const client = await createClient({ url: redis.url }).connect()
  const commands = async () => {
    const info = await client.info('commandstats')
    return [...info.matchAll(/cmdstat_(\w+)[^:]*:calls=(\d+)/g)]
      .filter(([, name]) => name !== 'info' && name !== 'ping')
      .reduce((total, [, , calls]) => total + Number(calls), 0)
  }
  const counted = async (run: () => Promise<void>) => {
    const before = await commands()
    await run()
    return (await commands()) - before
  }

  // Each step of a login may reach another process: fetch keeps no order among its connections.
  sandbox.control.setAccessTokenSeconds(32)
  const browsers: Browser[] = []
  const logins = await counted(async () => {
    for (const vat of vats) {
      const browser = createBrowser(url, 'mette@example.dk')
      await browser.connect({ vat })
      browsers.push(browser)
    }
  })

  await delay(2500)
  sandbox.control.setAccessTokenSeconds(36_000)
  sandbox.control.clearRequests()
  let good = 0
  const refreshes = await counted(async () => {
    const calls = browsers.flatMap((browser) => {
      const cookie = browser.jar.header() ?? ''
      // On a connection of its own each, so that the burst reaches every process.
      const headers = { 'x-csrf': '1', cookie, connection: 'close' }
      return Array.from({ length: parallel }, async () => {
        const answer = await fetch(`${url}/api${path}`, { headers })
        browser.jar.accept(answer.headers.getSetCookie())
        if (answer.ok && (await answer.text()).length > bodyBytes) good += 1
      })
    })
    await Promise.all(calls)
  })
  const asked = tokenRequests(sandbox).length

  const cookie = browsers[0]?.jar.header() ?? ''
  const { host, port } = new URL(url)
  const request = `GET /api${path} HTTP/1.1\r\nhost: ${host}\r\nx-csrf: 1\r\ncookie: ${cookie}\r\n\r\n`
  const bytes = await bodyLength(upstreamPort)
  const call = { port: Number(port), request, bodyBytes: bytes }
  await generate(call, 32, { seconds: 2 })
  const cpu = () => servers.reduce((total, server) => total + server.cpuSeconds(), 0)
  const before = cpu()
  let requests = 0
  let perSecond = 0
  const calls = await counted(async () => {
    const sample = await generate(call, 32, { seconds })
    requests = sample.requests
    perSecond = sample.requests / sample.seconds
  })
  const each = ((cpu() - before) / requests) * 1e6

  client.destroy()
  for (const server of servers) await server.stop()
  await Promise.all([upstream.stop(), sandbox.close(), balancer.close(), redis.stop()])
  return (
    `${count} process${count > 1 ? 'es' : ''}: ${perSecond.toFixed(0)} calls/s, ${each.toFixed(0)} us of CPU each;` +
    ` Redis commands: ${(logins / vats.length).toFixed(1)} a login,` +
    ` ${(refreshes / vats.length).toFixed(1)} a refresh (${vats.length * parallel} requests at once),` +
    ` ${(calls / requests).toFixed(3)} a call.` +
    ` Burst: ${good} of ${vats.length * parallel} good, ${asked} token requests for ${vats.length} sessions.`
  )
}

async function bodyLength(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { 'accept-encoding': 'identity' },
  })
  return (await answer.arrayBuffer()).byteLength
}
