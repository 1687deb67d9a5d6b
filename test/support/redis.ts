import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { createClient } from '@redis/client'

import { freePort } from './bff-process.ts'
import { noteKept } from './canary-watch.ts'
import { endWithUs } from './children.ts'

/** A real Redis of our own on a loopback port. It keeps nothing on disk. */
export interface RedisServer {
  readonly url: string
  /** Every key with its value, whatever type that has. */
  readonly dump: () => Promise<ReadonlyMap<string, string>>
  /** Ends it; everything in it is gone. */
  readonly stop: () => Promise<void>
  /** Starts it again, empty, on the same port. Nothing happens while it runs. */
  readonly start: () => Promise<void>
  /** It stays connected and answers nobody. */
  readonly freeze: () => void
  readonly thaw: () => void
}

/** Starts `binary`, as `findRedis` found it. */
export async function startRedis(binary: string): Promise<RedisServer> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running: { readonly child: ChildProcess; readonly folder: string } | undefined

  async function start(): Promise<void> {
    if (running !== undefined) return
    const folder = await mkdtemp(join(tmpdir(), 'redis-'))
    const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder }
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`])
    const child = spawn(binary, options, { stdio: 'ignore' })
    endWithUs(child)
    running = { child, folder }
    await untilReady(port, child)
  }

  async function stop(): Promise<void> {
    if (running === undefined) return
    const { child, folder } = running
    running = undefined
    child.kill('SIGCONT')
    const content = await dump(url)
    noteKept('Redis', () => [...content].join('\n'))
    const ended = child.exitCode === null && child.signalCode === null && once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }

  await start()
  return {
    url,
    start,
    stop,
    freeze: () => running?.child.kill('SIGSTOP'),
    thaw: () => running?.child.kill('SIGCONT'),
    dump: () => dump(url),
  }
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 250; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
    if (await answersPing(port)) return
    await delay(20)
  }
  throw new Error('redis-server does not answer')
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.setTimeout(1000, () => socket.destroy())
    socket.once('data', (bytes) => {
      resolve(bytes.toString().startsWith('+PONG'))
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

async function dump(url: string): Promise<ReadonlyMap<string, string>> {
  const client = createClient({ url })
  // A Redis that ends meanwhile is told by the call that fails.
  client.on('error', () => {})
  await client.connect()
  const content = new Map<string, string>()
  try {
    for await (const keys of client.scanIterator()) {
      for (const key of keys) {
        const type = await client.type(key)
        if (type === 'string') content.set(key, (await client.get(key)) ?? '')
        else if (type === 'zset') {
          content.set(key, (await client.zRange(key, 0, -1)).join('\n'))
        } else throw new Error(`the dump cannot read ${key}: it is a ${type}`)
      }
    }
  } finally {
    client.destroy()
  }
  return content
}

/**
 * Where redis-server is, or undefined on a machine that has none: its tests are skipped by name
 * then. In CI they must not be: there it is installed where that is possible, and its absence is an
 * error.
 */
export async function findRedis(): Promise<string | undefined> {
  const found = onPath()
  if (found !== undefined || process.env['CI'] === undefined) return found
  // Another test file may be installing it at this moment, with apt's lock in its hand.
  for (let attempt = 0; attempt < 5 && process.getuid?.() === 0; attempt += 1) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
    const installed = onPath()
    if (installed !== undefined) return installed
    await delay(5000)
  }
  throw new Error('redis-server is missing, and in CI the tests that need it must run')
}

function onPath(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin']
  return folders
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0)
}
