import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { readBuiltScript } from './built-script.ts'
import { type Site, startSite } from './site.ts'

// A frame that does what a test says, in place of the console: it keeps what it is told.
const obedientFrame = `<!doctype html><meta name="color-scheme" content="light dark">
<title>frame</title><body style="margin: 0"><script>
  const inits = [], told = []
  let port
  addEventListener('message', (event) => {
    inits.push({ origin: event.origin, isParent: event.source === parent, data: event.data })
    if (event.data?.type !== 'mpc:init') return
    port = event.ports[0]
    port.onmessage = ({ data }) => told.push(data)
  })
  const ready = { v: 1, type: 'mpc:ready' }
  const say = (message) => port.postMessage({ v: 1, ...message })
  if (!location.search) parent.postMessage(ready, '*')
</script>`

/** A portal's page that keeps what the element says in `heard`. */
export const portalPage = (content: string) => `<!doctype html><title>portal</title>
<meta name="color-scheme" content="light dark"><body style="margin: 0; background: rgb(90, 0, 120)">
<script>
  const heard = []
  for (const type of ['ready', 'session', 'navigate', 'error', 'login']) {
    document.addEventListener('mpc-' + type, ({ detail }) => heard.push({ type, detail }))
  }
</script>${content}`

const corp = { 'cross-origin-resource-policy': 'cross-origin' }

interface Stage {
  /** Where script and frame come from, and somebody else's site. */
  readonly connect: { readonly origin: string }
  readonly evil: { readonly origin: string }
  readonly framesServed: () => number
  /** Opens a portal's page with `content`, in which `SCRIPT` stands for the script's address. */
  readonly openPortal: (
    content: string,
    headers?: Readonly<Record<string, string>>,
    paths?: Readonly<Record<string, string>>,
  ) => Promise<Page>
  /** The element's frame, once it has its line. */
  readonly frameOf: (portal: Page) => Promise<Frame>
}

/** Sets up a browser, the built script and an obedient frame for the tests of a file. */
export function setUpStage(): Stage {
  let chromium: LaunchedBrowser
  let connect: Site
  let evil: Site
  let framesServed = 0
  const portals: Site[] = []

  beforeAll(async () => {
    const { script } = await readBuiltScript()
    chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
    connect = await startSite('localhost', (path) => {
      if (path.startsWith('/embed.js')) {
        const headers = { 'access-control-allow-origin': '*', ...corp }
        return { type: 'text/javascript', headers, body: script.toString() }
      }
      if (!path.startsWith('/embed/')) return undefined
      framesServed += 1
      const headers = { 'cross-origin-embedder-policy': 'require-corp', ...corp }
      return { headers, body: obedientFrame }
    })
    evil = await startSite('evil.test', () => ({ body: obedientFrame }))
  })

  afterAll(async () => {
    await chromium.close()
    await Promise.all([connect, evil, ...portals].map((site) => site.close()))
  })

  return {
    connect: {
      get origin() {
        return connect.origin
      },
    },
    evil: {
      get origin() {
        return evil.origin
      },
    },
    framesServed: () => framesServed,

    async openPortal(content, headers = {}, paths = {}) {
      const portal = await startSite('127.0.0.1', (path) => {
        const body = path === '/' ? portalPage(content) : paths[path]
        return body === undefined
          ? undefined
          : { headers, body: body.replaceAll('SCRIPT', `${connect.origin}/embed.js`) }
      })
      portals.push(portal)
      const opened = await chromium.newPage()
      onTestFinished(() => opened.close())
      await opened.goto(portal.origin)
      return opened
    },

    async frameOf(portal) {
      await eventually(portal, `heard.some(({ type }) => type === 'ready')`)
      const frame = portal
        .frames()
        .find(
          (found) => /\/embed\/\w+$/.test(found.url()) && found.url().startsWith(connect.origin),
        )
      if (frame === undefined) throw new Error('no frame of the console')
      await eventually(frame, `inits.length > 0`)
      return frame
    },
  }
}

export const tag = (attributes = '') =>
  `<script type="module" src="SCRIPT"></script>
   <mobilepay-connect client-key="acme" ${attributes}></mobilepay-connect>`

/** Runs `script` in a page or frame until it gives something. Not in the page: its CSP may object. */
export function eventually<T>(where: Page | Frame, script: string): Promise<T> {
  return vi.waitUntil(() => where.evaluate<T>(script), { timeout: 4000, interval: 20 })
}

/** What the script tells the portal's developer. */
export function hearWarnings(portal: Page): readonly string[] {
  const warnings: string[] = []
  portal.on('console', (message) => {
    if (message.text().startsWith('<mobilepay-connect>')) warnings.push(message.text())
  })
  portal.on('pageerror', (error) => warnings.push(error.message))
  return warnings
}

/** Gives whatever should not happen the time to. */
export const settle = (where: Page | Frame) =>
  where.evaluate('new Promise((end) => setTimeout(end, 150))')
