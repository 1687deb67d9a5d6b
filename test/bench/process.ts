import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'

import { endWithUs } from '../support/children.ts'

/** A server under test, on a core of its own. */
export interface Server {
  readonly pid: number
  readonly port: number
  /** Seconds that all of its threads have used so far. */
  readonly cpuSeconds: () => number
  readonly residentMegabytes: () => number
  readonly stop: () => Promise<void>
}

export const serverCore = 0
export const loadCore = Math.min(1, availableParallelism() - 1)

/** Puts this process, and what it starts without a core of its own, beside the load. */
export function pin(pid: number, core: number): void {
  spawnSync('taskset', ['-apc', String(core), String(pid)])
}

/** Starts a program of node's with only the settings that it is given. */
export async function startServer(
  program: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  { core = serverCore, flags = [] }: { core?: number; flags?: readonly string[] } = {},
): Promise<Server> {
  const child = spawn(
    'taskset',
    [
      '-c',
      String(core),
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      ...flags,
      program,
    ],
    {
      env: { NODE_ENV: 'production', PORT: String(port), ...settings },
      // A log goes where a log collector would read it; reading it costs others, not the server.
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  endWithUs(child)
  await untilListening(port, child)
  const { pid = 0 } = child
  return {
    pid,
    port,
    cpuSeconds: () => readCpuSeconds(pid),
    residentMegabytes: () => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** In hundredths of a second, as the kernel gives it; fields 14 and 15 of `proc_pid_stat(5)`. */
function readCpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} has ended`)
    await delay(3)
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
