import type { Frame, Page } from 'playwright-core'
import { onTestFinished, vi } from 'vitest'

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type Bff, startBff } from '../../support/bff.ts'
import type { LaunchedBrowser } from '../../support/chromium.ts'
import { type Site, startSite } from '../../web/embed/site.ts'

/** One integrator's page, under a client key of its own. */
interface PortalOptions {
  /** `127.0.0.1` and `127.0.0.2` are two sites; two ports of one of them are one. */
  readonly host: string
  readonly headers?: Readonly<Record<string, string>>
  /** Of the page; `CONNECT` stands for the console's address. */
  readonly content: string
}

export interface Portals {
  readonly bff: Bff
  readonly sandbox: Sandbox
  readonly url: (clientKey: string) => string
  readonly close: () => Promise<void>
}

/** A page with the script and one element for each of these attributes. */
export const elements = (...attributes: readonly string[]) =>
  `<!doctype html><title>Portal</title><script type="module" src="CONNECT/embed.js"></script>
   ${attributes.map((one) => `<mobilepay-connect ${one}></mobilepay-connect>`).join('')}`

/** Starts the stand-in, a bff, and a portal for each client key. */
export async function startPortals(
  portals: Readonly<Record<string, PortalOptions>>,
  settings: Readonly<Record<string, string>> = {},
): Promise<Portals> {
  const sites = new Map<string, Site>()
  let sandbox: Sandbox | undefined
  const bff = await startBff(async (publicUrl) => {
    sandbox = await startSandbox({
      refreshTokens: 'ReUse',
      client: { redirectUris: [`${publicUrl}/auth/callback`] },
    })
    for (const [key, { host, headers = {}, content }] of Object.entries(portals)) {
      const body = content.replaceAll('CONNECT', publicUrl)
      const fitting: Record<string, string> = {}
      for (const [name, value] of Object.entries(headers)) {
        fitting[name] = value.replaceAll('CONNECT', publicUrl)
      }
      const answer = { headers: fitting, body }
      sites.set(key, await startSite(host, (path) => (path === '/' ? answer : undefined)))
    }
    const clients = [...sites].map(([key, { origin }]) => [key, { name: key, origins: [origin] }])
    const EMBED_CLIENTS = JSON.stringify(Object.fromEntries(clients))
    return { ...sandbox.settings, EMBED_CLIENTS, ...settings }
  })
  if (sandbox === undefined) throw new Error('the stand-in did not start')
  const started = sandbox
  return {
    bff,
    sandbox: started,
    url: (key) => sites.get(key)?.origin ?? '',
    async close() {
      const all = [...sites.values()].map((site) => site.close())
      await Promise.all([bff.close(), started.close(), ...all])
    },
  }
}

/** Opens a page, and closes it with the test. */
export async function openPage({ newPage }: LaunchedBrowser, url: string): Promise<Page> {
  const page = await newPage()
  onTestFinished(() => page.close())
  await page.goto(url)
  return page
}

/** The frames of consoles in a page, in the page's order, once there are so many. */
export function consolesIn(page: Page, count = 1): Promise<readonly Frame[]> {
  return vi.waitUntil(
    () => {
      const found = page.frames().filter((frame) => /\/embed\/[a-z]+$/.test(frame.url()))
      return found.length === count ? found : undefined
    },
    { timeout: 8000 },
  )
}

/** Presses a frame's button, and comes to MobilePay's page. */
export async function startIn({ context }: LaunchedBrowser, console: Frame): Promise<Page> {
  await console.page().bringToFront()
  const opened = context.waitForEvent('page')
  // Asked where the portal does not say which business it is about.
  const vat = console.getByRole('textbox', { name: /VAT number/ })
  const button = console.getByRole('button', { name: /MobilePay|sign-in/ })
  await button.waitFor()
  if (await vat.isVisible()) await vat.fill('12345678')
  await console.locator('button[type=submit]:not([aria-disabled])').click()
  const tab = await opened
  await tab.waitForURL(/\/account\//)
  return tab
}

/** Waits until a frame is connected, and says to whom. */
export async function connectedIn(console: Frame, heading = 'Overview'): Promise<string | null> {
  await console.page().bringToFront()
  await console.getByRole('heading', { level: 1, name: heading }).waitFor()
  return console.evaluate<string | null>(
    `fetch('/auth/session', { headers: { 'X-CSRF': '1', 'X-MPC-Client': location.pathname.split('/')[2] } })
      .then((answer) => answer.json()).then(({ merchant }) => merchant?.vat ?? null)`,
  )
}
