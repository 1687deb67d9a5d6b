import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { noteKept } from './canary-watch.ts'
import { endWithUs } from './children.ts'
import { listen } from './listen.ts'

const root = join(import.meta.dirname, '../..')

/** A bff in a process of its own, as an integrator runs it: `node bff/main.ts`. */
export interface BffProcess {
  /** PUBLIC_URL as it was given. */
  readonly url: string
  /** What it has written so far: its log, and whatever came to standard error. */
  readonly output: () => string
  readonly signal: (signal: NodeJS.Signals) => void
  /** `kill -9`; resolves when it is gone. */
  readonly kill: () => Promise<void>
  readonly isRunning: () => boolean
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
}

/**
 * Starts one. Nothing of the test's own environment reaches it, so a setting that is not given has
 * its default.
 *
 * @param directory - where its `bff/main.ts` is.
 */
export function spawnBff(
  settings: Readonly<Record<string, string>>,
  directory: string = root,
): BffProcess {
  const child = spawn(process.execPath, ['bff/main.ts'], {
    cwd: directory,
    env: { ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithUs(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  noteKept('a process’s output', () => output)
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, output }))
  return {
    url: settings['PUBLIC_URL'] ?? '',
    output: () => output,
    signal: (signal) => child.kill(signal),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
  }
}

/** A port that was free a moment ago. */
export async function freePort(host?: string): Promise<number> {
  const server = createServer()
  const port = await listen(server, host)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Asks an address again and again until the answer is as wanted, for 10 s at most. */
export async function askUntil(
  url: string,
  isWanted: (response: Response) => boolean | Promise<boolean>,
): Promise<Response> {
  const giveUpAt = Date.now() + 10_000
  let last: unknown = 'nothing'
  while (Date.now() < giveUpAt) {
    try {
      const response = await fetch(url)
      if (await isWanted(response.clone())) return response
      last = response.status
    } catch (error) {
      // Not listening yet.
      if (!(error instanceof TypeError)) throw error
      last = error.cause
    }
    await delay(25)
  }
  throw new Error(`${url} does not answer as wanted; last: ${String(last)}`)
}
