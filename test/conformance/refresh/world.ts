import { createSeals } from '../../../bff/session/seal.ts'
import { sealedSessionSchema, type Session } from '../../../bff/session/session.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type Balancer, startBalancer } from '../../support/balancer.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../../support/bff-process.ts'
import { randomKey } from '../../support/bff.ts'
import { type RedisServer, startRedis } from '../../support/redis.ts'

/** One of the processes that share a PUBLIC_URL, their keys and, with Redis, their store. */
interface Member {
  readonly port: number
  readonly bff: BffProcess
}

/** Processes behind a balancer, the stand-in they ask, and the Redis they share, if any. */
export interface World {
  readonly sandbox: Sandbox
  readonly balancer: Balancer
  readonly redis: RedisServer | undefined
  /** Every session cookie that a browser got from them. */
  readonly cookies: Set<string>
  /** `SESSION_KEYS` of the processes. */
  readonly sessionKey: string
  readonly member: (index: number) => Member
  /** Starts a process that was killed; it has not asked MobilePay for anything yet. */
  readonly restart: (index: number) => Promise<void>
  /** Lets the balancer send to the first `count` processes only. */
  readonly use: (count: number) => void
  /** Brings back whatever was ended, stopped or broken, and waits until all is well. */
  readonly heal: () => Promise<void>
  /** The session in a cookie of these processes. */
  readonly open: (cookie: string) => Promise<Session>
  readonly close: () => Promise<void>
}

interface WorldOptions {
  readonly processes: number
  /** The binary; left out, every process keeps what it knows in its own memory. */
  readonly redis?: string | undefined
}

/** For a call of the token endpoint: short, but longer than the lease of a process that hangs. */
export const providerTimeoutSeconds = 8

export async function startWorld(options: WorldOptions): Promise<World> {
  const balancer = await startBalancer()
  const sandbox = await startSandbox({
    client: {
      redirectUris: [`${balancer.url}/auth/callback`],
      postLogoutRedirectUris: [`${balancer.url}/connect`],
    },
  })
  const redis = options.redis === undefined ? undefined : await startRedis(options.redis)
  const sessionKey = randomKey()
  const settings = {
    ...sandbox.settings,
    PUBLIC_URL: balancer.url,
    SESSION_KEYS: `1:${sessionKey}`,
    PROVIDER_TIMEOUT_SECONDS: `${providerTimeoutSeconds}`,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  }
  let used = options.processes

  async function start(): Promise<Member> {
    const port = await freePort()
    const bff = spawnBff({ ...settings, PORT: `${port}` })
    await askUntil(`http://127.0.0.1:${port}/healthz`, ({ ok }) => ok)
    return { port, bff }
  }

  const members = await Promise.all(Array.from({ length: options.processes }, start))
  const seals = createSeals(new Map([[1, Buffer.from(sessionKey, 'base64url')]]), () => 0)

  function member(index: number): Member {
    const found = members[index]
    if (found === undefined) throw new Error(`there is no process ${index}`)
    return found
  }

  function use(count: number): void {
    used = count
    balancer.setTargets(members.slice(0, count).map(({ port }) => port))
  }

  async function restart(index: number): Promise<void> {
    await member(index).bff.kill()
    members[index] = await start()
    use(used)
  }

  use(used)
  return {
    sandbox,
    balancer,
    redis,
    cookies: new Set(),
    sessionKey,
    member,
    restart,
    use,

    async heal() {
      sandbox.control.faults.clear()
      redis?.thaw()
      await redis?.start()
      for (const [index, { bff }] of members.entries()) {
        bff.signal('SIGCONT')
        if (!bff.isRunning()) await restart(index)
      }
      await Promise.all(members.map(({ port }) => untilHealthy(port)))
    },

    async open(cookie) {
      const opened = await seals.open('session', cookie)
      if (opened.kind === 'refused') throw new Error(`the cookie is ${opened.reason}`)
      const session = sealedSessionSchema.parse(opened.data)
      if (!('tokens' in session)) throw new Error('the tokens are not in the cookie')
      return session
    },

    async close() {
      await Promise.all(members.map(({ bff }) => bff.kill()))
      await Promise.all([balancer.close(), sandbox.close(), redis?.stop()])
    },
  }
}

async function untilHealthy(port: number): Promise<void> {
  await askUntil(`http://127.0.0.1:${port}/readyz`, async (response) => {
    const body = await response.text()
    return response.ok && body === '{"provider":"ok","store":"ok"}'
  })
}
