import { randomBytes } from 'node:crypto'

import { readConfig } from '../../bff/config.ts'
import { createDeps, type Deps } from '../../bff/deps.ts'
import { createListener, type Listener } from '../../bff/listener.ts'
import { createLog } from '../../bff/log.ts'
import { createHttpServer } from '../../bff/server.ts'
import { noteAnswers, noteKept, noteSecrets } from './canary-watch.ts'
import { listen } from './listen.ts'

/** A bff of this process, over a real loopback listener. */
export interface Bff {
  readonly url: string
  readonly deps: Deps
  /** Every log line so far, as written. */
  readonly logLines: readonly string[]
  /** Moves the bff's clock ahead; MobilePay's stays. */
  readonly advance: (seconds: number) => void
  /** From now on nothing but `advance` moves the bff's clock. */
  readonly holdClock: () => void
  readonly close: () => Promise<void>
}

/** A key as `SESSION_KEYS` wants it. */
export function randomKey(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Starts a bff whose PUBLIC_URL is the address it got.
 *
 * @param settings - given that address; what they leave out has the value of a fresh installation.
 */
export async function startBff(
  settings: (publicUrl: string) => Promise<Readonly<Record<string, string>>>,
): Promise<Bff> {
  let listener: Listener | undefined
  const server = createHttpServer((incoming, outgoing) => {
    if (listener === undefined) throw new Error('nobody knows the address yet')
    listener(incoming, outgoing)
  }, 30)
  const port = await listen(server, 'localhost')
  const url = `http://localhost:${port}`
  const logLines: string[] = []
  let ahead = 0
  let held: number | undefined
  const env = { PUBLIC_URL: url, SESSION_KEYS: `1:${randomKey()}`, ...(await settings(url)) }
  const config = readConfig(env, () => '')
  const log = createLog(config.logLevel, (line) => logLines.push(line))
  const deps = await createDeps(config, log, () => Math.floor((held ?? Date.now()) / 1000) + ahead)
  listener = createListener(deps)
  noteAnswers(server)
  noteKept('the log', () => logLines.join('\n'))
  noteKept('the list of metrics', async () => (await deps.metrics.text()).body)
  noteSecrets([...config.sessionKeys.values()].map((key) => Buffer.from(key).toString('base64url')))
  return {
    url,
    deps,
    logLines,
    advance(seconds) {
      ahead += seconds
    },
    holdClock() {
      held = Date.now()
    },
    async close() {
      deps.upstream.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
