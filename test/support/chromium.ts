import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

import { findChromium } from './find-chromium.ts'
import { startRecordingProxy } from './recording-proxy.ts'
import { noteRecording } from './traffic.ts'

interface LaunchOptions {
  readonly thirdPartyCookies: 'blocked' | 'allowed'
  readonly colorScheme?: 'light' | 'dark'
  /** Sends everything through a recording proxy; `recordTraffic` needs it. */
  readonly recording?: boolean
  /** More switches of Chromium's own, e.g. `--lang=da`. */
  readonly switches?: readonly string[]
}

export interface LaunchedBrowser {
  readonly browser: Browser
  /** The profile's own context: contexts made by Playwright are off the record, and stricter. */
  readonly context: BrowserContext
  readonly newPage: () => Promise<Page>
  readonly close: () => Promise<void>
}

/**
 * Starts Chromium with a fresh profile and drives it over CDP. Not by Playwright's own launch: its
 * switches turn off storage partitioning, popup blocking and the back/forward cache, which are what
 * an embedded console has to live with (embedding.md 2.1).
 *
 * Hosts under `.test` are this machine, so that a test can have as many sites as it likes.
 */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
  await mkdir(join(profile, 'Default'))
  // 1 blocks third-party cookies, 0 allows them.
  const preferences = { cookie_controls_mode: options.thirdPartyCookies === 'blocked' ? 1 : 0 }
  await writeFile(
    join(profile, 'Default/Preferences'),
    JSON.stringify({ profile: preferences }),
    'utf8',
  )
  const proxy = options.recording === true ? await startRecordingProxy() : undefined
  const child = spawn(
    findChromium(),
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--remote-debugging-port=0',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      `--user-data-dir=${profile}`,
      // Blink counts dark as 0, light as 1; unlike emulation this reaches every frame and window.
      ...(options.colorScheme === undefined
        ? []
        : [`--blink-settings=preferredColorScheme=${options.colorScheme === 'dark' ? 0 : 1}`]),
      ...(proxy === undefined
        ? []
        : [`--proxy-server=${proxy.url}`, '--proxy-bypass-list=<-loopback>']),
      ...(options.switches ?? []),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const kill = () => killGroup(child)
  process.once('exit', kill)

  async function end() {
    process.off('exit', kill)
    kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await proxy?.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  try {
    // Without Playwright's defaults as well: they pretend focus and a colour scheme.
    const browser = await chromium.connectOverCDP(await readEndpoint(child), { noDefaults: true })
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('Chromium has no default context')
    if (proxy !== undefined) noteRecording(context, proxy)
    return {
      browser,
      context,
      newPage: () => context.newPage(),
      async close() {
        await Promise.race([browser.close(), sleep(2000)])
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    // The whole group: Debian's `chromium` is a script, and the browser has a process per site.
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function readEndpoint(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Chromium was started without a pipe')
  const said: string[] = []
  const lines = createInterface(child.stderr)
  const giveUp = setTimeout(() => lines.close(), 30_000)
  try {
    for await (const line of lines) {
      const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (endpoint !== undefined) return endpoint
      said.push(line)
    }
  } finally {
    clearTimeout(giveUp)
    // It goes on writing; a full pipe would stop it.
    child.stderr.resume()
  }
  throw new Error(`Chromium did not start:\n${said.join('\n')}`)
}
