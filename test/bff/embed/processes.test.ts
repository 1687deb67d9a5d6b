import { afterEach, describe, expect, test } from 'vitest'

import { startSandbox } from '../../sandbox/sandbox.ts'
import { startBalancer } from '../../support/balancer.ts'
import { askUntil, freePort, spawnBff } from '../../support/bff-process.ts'
import { randomKey } from '../../support/bff.ts'
import { findLeaks } from '../../support/canaries.ts'
import { errorCode } from '../../support/error-body.ts'
import {
  answerAt,
  createFrame,
  createTab,
  postStart,
  readAuthorizationUrl,
  readFramedSession,
  readHandOver,
  readRedeemed,
  readMail,
} from '../../support/frame.ts'
import { findRedis, startRedis } from '../../support/redis.ts'
import { tokenRequests } from '../../support/requests.ts'
import { clients } from './embed-stack.ts'

const binary = await findRedis()
const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

/** Each request on a connection of its own, so that the balancer can send it elsewhere. */
const alone = { connection: 'close' }

/** Processes of one installation; a call goes to the one that `at` named last. */
async function startProcesses(count: number, settings: Readonly<Record<string, string>> = {}) {
  const balancer = await startBalancer()
  endings.push(balancer.close)
  const { url } = balancer
  const sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
  endings.push(sandbox.close)
  const shared = {
    ...sandbox.settings,
    ...settings,
    PUBLIC_URL: url,
    SESSION_KEYS: `1:${randomKey()}`,
    EMBED_CLIENTS: JSON.stringify(clients),
  }
  const members = await Promise.all(
    Array.from({ length: count }, async () => {
      const port = await freePort()
      const bff = spawnBff({ ...shared, PORT: `${port}` })
      endings.push(bff.kill)
      await askUntil(`http://127.0.0.1:${port}/healthz`, ({ ok }) => ok)
      return { port, bff }
    }),
  )
  const at = (index: number) => balancer.setTargets([members[index]?.port ?? 0])
  at(0)
  const [frame, tab] = [createFrame({ url, headers: alone }), createTab(url, 'mette@example.dk')]
  return { sandbox, members, at, frame, tab, url }
}

async function redis() {
  const server = await startRedis(binary ?? '')
  endings.push(server.stop)
  return server
}

describe.skipIf(binary === undefined)('processes that share Redis', () => {
  test('a login starts at one, ends at the other, is waited for at a third', async () => {
    const server = await redis()
    const { at, frame, tab, sandbox } = await startProcesses(3, { REDIS_URL: server.url })
    const { hid, h } = await frame.handle()
    at(2)
    const started = frame.wait(hid, { since: 'new' })
    // The call must be there before the balancer sends elsewhere.
    await Promise.race([started, frame.call('/auth/session')])
    at(0)
    const url = await readAuthorizationUrl(await postStart(tab, h, alone))
    expect(await readMail(await started)).toEqual({ status: 'started' })
    const { parameters } = await answerAt(tab, url)
    at(2)
    const done = frame.wait(hid, { since: 'started' })
    await Promise.race([done, frame.call('/auth/session')])
    at(1)
    const handedOver = await readHandOver(await tab.complete(parameters, alone))
    expect(handedOver.hid).toBe(hid)
    const { status, ticket = '' } = await readMail(await done)
    expect([status, ticket]).toEqual(['done', handedOver.ticket])

    // What lies in Redis is sealed.
    const stored = [...(await server.dump())].flat().join('\n')
    expect(stored).toContain(ticket)
    expect(findLeaks(stored, sandbox.control.secrets())).toEqual([])

    const copy = createFrame({ url: tab.origin, headers: alone, jar: frame.jar.clone() })
    at(2)
    expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
    at(0)
    expect((await frame.call('/api/v1/webhooks')).status).toBe(200)
    // Used at one is used at all.
    expect(await errorCode(await copy.redeem(hid, ticket))).toBe('invalid_request')
    expect((await readFramedSession(copy)).connected).toBe(false)
    expect(tokenRequests(sandbox)).toHaveLength(1)
  })

  test('a second start at another process burns the login', async () => {
    const { url: redisUrl } = await redis()
    const { at, frame, tab, url } = await startProcesses(2, { REDIS_URL: redisUrl })
    const { hid, h } = await frame.handle()
    const authorizationUrl = await readAuthorizationUrl(await postStart(tab, h, alone))
    const waiting = frame.wait(hid, { since: 'started' })
    await Promise.race([waiting, frame.call('/auth/session')])
    at(1)
    const thief = createTab(url, 'mette@example.dk')
    expect((await postStart(thief, h, alone)).status).toBe(400)
    expect(await (await waiting).json()).toEqual({ status: 'burnt' })
    const { parameters } = await answerAt(tab, authorizationUrl)
    const { ticket } = await readHandOver(await tab.complete(parameters, alone))
    at(0)
    expect(await errorCode(await frame.redeem(hid, ticket))).toBe('invalid_request')
  })

  test('while Redis is away the message of the hand-over page is enough', async () => {
    const server = await redis()
    const { at, frame, tab } = await startProcesses(2, { REDIS_URL: server.url })
    const { hid, h } = await frame.handle()
    await server.stop()
    const url = await readAuthorizationUrl(await postStart(tab, h, alone))
    const { parameters } = await answerAt(tab, url)
    at(1)
    const { ticket } = await readHandOver(await tab.complete(parameters, alone))
    expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
  })
})

test('processes without a common store still hand over by message', async () => {
  const { at, frame, tab } = await startProcesses(2)
  const { hid, h } = await frame.handle()
  const url = await readAuthorizationUrl(await postStart(tab, h, alone))
  const { parameters } = await answerAt(tab, url)
  at(1)
  const { ticket } = await readHandOver(await tab.complete(parameters, alone))
  at(0)
  expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
})

test('a process that is to end answers waiting calls at once, and empty', async () => {
  const { frame, members } = await startProcesses(1)
  const { hid } = await frame.handle()
  const waiting = frame.wait(hid, { since: 'new' })
  expect(await Promise.race([waiting, frame.call('/auth/session').then(() => 'held')])).toBe('held')
  members[0]?.bff.signal('SIGTERM')
  const askedAt = Date.now()
  const answer = await waiting
  expect(answer.status).toBe(204)
  expect(Date.now() - askedAt).toBeLessThan(3000)
  expect((await members[0]?.bff.ended)?.code).toBe(0)
}, 15_000)
