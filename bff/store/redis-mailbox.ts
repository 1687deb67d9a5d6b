import { createChanges } from './memory-mailbox.ts'
import { finishScript, startScript } from './redis-scripts.ts'
import { type Mail, type Mailbox, mailSeconds, maximumMails } from './store.ts'

/** What the mailbox needs of the connection to Redis; undefined: it did not answer. */
export interface RedisCalls {
  readonly get: (key: string) => Promise<string | undefined>
  readonly run: (script: string, keys: string[], parameters: string[]) => Promise<unknown>
  readonly now: () => number
}

/** The channel on which processes tell each other that an entry changed. */
export const mailChannel = 'mpc:mail'

const keyOf = (name: string) => `${mailChannel}:${name}`
const index = `${mailChannel}s`

/**
 * The mailbox that several processes share. An entry is one text: a status, or `done:` and the
 * ticket. While Redis is away the process's own mailbox serves what starts and ends here.
 */
export function createRedisMailbox(redis: RedisCalls, local: Mailbox) {
  const changes = createChanges()
  const mailbox: Mailbox = {
    async get(name) {
      const stored = await redis.get(keyOf(name))
      return stored === undefined || stored === '' ? local.get(name) : parseMail(stored)
    },
    async start(name) {
      const parameters = [name, `${redis.now()}`, `${mailSeconds}`, `${maximumMails}`]
      const status = await redis.run(startScript, [keyOf(name), index, mailChannel], parameters)
      if (status === 'started' || status === 'burnt' || status === 'full') return status
      return local.start(name)
    },
    async finish(name, ticket) {
      const parameters = [name, ticket]
      await redis.run(finishScript, [keyOf(name), mailChannel], parameters)
      await local.finish(name, ticket)
    },
    async changed(name, signal) {
      const either = new AbortController()
      const both = AbortSignal.any([signal, either.signal])
      await Promise.race([changes.next(name, both), local.changed(name, both)])
      either.abort()
    },
  }
  return { mailbox, tell: (name: string) => changes.tell(name) }
}

function parseMail(stored: string): Mail {
  if (stored.startsWith('done:')) return { status: 'done', ticket: stored.slice('done:'.length) }
  return { status: stored === 'started' || stored === 'burnt' ? stored : 'new' }
}
