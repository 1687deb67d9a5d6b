import { createClient } from '@redis/client'

import type { Log } from '../log.ts'
import { maximumEnded } from './ended-set.ts'
import { createMemoryStore } from './memory.ts'
import { createRedisMailbox, mailChannel } from './redis-mailbox.ts'
import { acquireScript, putScript, releaseScript, renewScript } from './redis-scripts.ts'
import type { EndedKind, Lease, Store } from './store.ts'

const prefix = 'mpc:'
const channel = `${prefix}ended`
/** A call that takes longer counts as Redis being away: requests must not wait for it. */
const callMilliseconds = 1_000
/** How often Redis is asked whether it answers, so that `status` is true without requests too. */
const checkMilliseconds = 2_000
/** How long a lease outlives a process that was killed. Renewed while its holder lives. */
const leaseMilliseconds = 3_000
/** What is kept for Redis while it is away. */
const maximumUntold = 10_000
interface Ended {
  readonly kind: EndedKind
  readonly id: string
  readonly until: number
}

const kinds: readonly EndedKind[] = ['session', 'sid']

/**
 * The store that several processes share. Everything also goes into this process's own memory, and
 * while Redis is away that is all there is: the process then behaves like a single one.
 *
 * @param now - seconds since the epoch.
 */
export function createRedisStore(url: string, now: () => number, log: Log): Store {
  const local = createMemoryStore(now)
  const options = {
    url,
    disableOfflineQueue: true,
    pingInterval: 10_000,
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (retries: number) => Math.min(100 * 2 ** retries, 2_000),
    },
  } as const
  const client = createClient(options)
  const subscriber = createClient(options)
  /** What ended while Redis was away and still has to be told. */
  const untold: Ended[] = []
  let failing = false

  function note(error: unknown): void {
    if (!failing) log.warn({ error }, 'redis is away: working like a single process')
    failing = true
  }

  /** Whichever call finds it answering again: what was missed meanwhile is made up for. */
  function noteAnswer(): void {
    if (!failing) return
    failing = false
    log.info({}, 'redis is back')
    catchUp().catch(note)
  }

  /**
   * Asks Redis, or gives undefined where it does not answer properly and in time. After one call
   * that was late nobody else waits, until `check` finds it answering again.
   */
  async function ask<T>(call: () => Promise<T>): Promise<T | undefined> {
    return failing ? undefined : askAnyway(call)
  }

  async function askAnyway<T>(call: () => Promise<T>): Promise<T | undefined> {
    if (!client.isReady) return undefined
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('redis is slow')), callMilliseconds)
    })
    try {
      const answer = await Promise.race([call(), late])
      noteAnswer()
      return answer
    } catch (error) {
      note(error)
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  async function tellEnded({ kind, id, until }: Ended, via: typeof ask): Promise<boolean> {
    const told = await via(async () => {
      const key = `${channel}:${kind}`
      await client.zAdd(key, { score: until, value: id })
      // Anybody can name a sid: the oldest go, as in each process's own memory (decision 23).
      if (kind === 'sid') await client.zRemRangeByRank(key, 0, -maximumEnded - 1)
      await client.publish(channel, `${kind} ${until} ${encodeURIComponent(id)}`)
      return true
    })
    return told === true
  }

  /** Learns what ended elsewhere before now, and tells what ended here meanwhile. */
  async function catchUp(): Promise<void> {
    if (!client.isReady) return
    const waiting = untold.splice(0)
    for (const [index, ended] of waiting.entries()) {
      if (await tellEnded(ended, askAnyway)) continue
      untold.push(...waiting.slice(index))
      return
    }
    for (const kind of kinds) {
      const key = `${channel}:${kind}`
      await client.zRemRangeByScore(key, '-inf', now())
      for await (const page of client.zScanIterator(key, { COUNT: 1000 })) {
        for (const { value, score } of page) await local.end(kind, value, score)
      }
    }
  }

  const { mailbox, tell } = createRedisMailbox(
    {
      get: (key) => ask(async () => (await client.get(key)) ?? ''),
      run: (script, keys, parameters) =>
        ask(() => client.eval(script, { keys, arguments: parameters })),
      now,
    },
    local.mailbox,
  )

  client.on('error', note)
  subscriber.on('error', note)
  for (const connection of [client, subscriber]) {
    connection.on('ready', () => {
      if (failing) noteAnswer()
      else catchUp().catch(note)
    })
  }
  client.connect().catch(note)
  async function listen(): Promise<void> {
    await subscriber.connect()
    await subscriber.subscribe(channel, (message) => {
      const [kind = '', until = '', id = ''] = message.split(' ')
      const known = kinds.find((candidate) => candidate === kind)
      if (known !== undefined) void local.end(known, decodeURIComponent(id), Number(until))
    })
    await subscriber.subscribe(mailChannel, tell)
    // What was told between the first catching up and now.
    await catchUp()
  }
  listen().catch(note)
  /** A hanging Redis comes back without a new connection, so nothing but an answer tells of it. */
  const check = setInterval(() => void askAnyway(() => client.ping()), checkMilliseconds)

  function renewing(key: string, fence: number): Lease {
    const timer = setInterval(() => {
      void ask(() =>
        client.eval(renewScript, { keys: [key], arguments: [`${fence}`, `${leaseMilliseconds}`] }),
      )
    }, leaseMilliseconds / 3)
    return {
      fence,
      async release() {
        clearInterval(timer)
        await ask(() => client.eval(releaseScript, { keys: [key], arguments: [`${fence}`] }))
      },
    }
  }

  return {
    async get(key) {
      const stored = await ask(async () => (await client.get(prefix + key)) ?? '')
      if (stored === undefined) return local.get(key)
      // Written while Redis was away: only this process has it.
      return stored === '' ? local.get(key) : stored.slice(stored.indexOf(':') + 1)
    },
    async put(key, value, ttlSeconds, fence = 0) {
      await local.put(key, value, ttlSeconds, fence)
      const parameters = [`${fence}`, value, `${ttlSeconds}`]
      await ask(() => client.eval(putScript, { keys: [prefix + key], arguments: parameters }))
    },
    async claim(key, ttlSeconds) {
      const first = await local.claim(key, ttlSeconds)
      if (!first) return false
      const answer = await ask(async () => ({
        set: await client.set(prefix + key, '0:', {
          condition: 'NX',
          expiration: { type: 'EX', value: ttlSeconds },
        }),
      }))
      return answer === undefined || answer.set !== null
    },
    async lease(key) {
      const name = `${prefix}lease:${key}`
      const fence = await ask(() =>
        client.eval(acquireScript, {
          keys: [name, `${prefix}fence`],
          arguments: [`${leaseMilliseconds}`],
        }),
      )
      if (typeof fence !== 'number') return local.lease(key)
      return fence === 0 ? undefined : renewing(name, fence)
    },
    async end(kind, id, until) {
      await local.end(kind, id, until)
      const ended = { kind, id, until }
      if (await tellEnded(ended, ask)) return
      untold.push(ended)
      if (untold.length > maximumUntold) untold.shift()
    },
    isEnded: local.isEnded,
    mailbox,
    status: () => (client.isReady && !failing ? 'ok' : 'degraded'),
    async close() {
      clearInterval(check)
      client.destroy()
      subscriber.destroy()
      await local.close()
    },
  }
}
