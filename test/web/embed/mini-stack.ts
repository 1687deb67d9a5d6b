import { createServer } from 'node:http'
import { join } from 'node:path'

import { readConfig } from '../../../bff/config.ts'
import { createDeps } from '../../../bff/deps.ts'
import { createListener, type Listener } from '../../../bff/listener.ts'
import { createLog } from '../../../bff/log.ts'
import { startPortal } from '../../portal/portal.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { randomKey } from '../../support/bff.ts'
import { listen } from '../../support/listen.ts'
import { readBuiltScript } from './built-script.ts'
import { bundle } from './bundle.ts'

export interface MiniStack {
  readonly connectUrl: string
  readonly portalUrl: string
  /** Whoever consented has to be asked again. */
  readonly revoke: (vat: string) => void
  readonly close: () => Promise<void>
}

/**
 * The demo portal, the stand-in and a whole bff, on three sites; only the console is a small one of
 * the test's, so that what fails here is the embedding itself.
 */
export async function startMiniStack(clientKey: string): Promise<MiniStack> {
  const consoleScript = await bundle(join(import.meta.dirname, 'pages/mini-console.js'))
  const { script } = await readBuiltScript()
  let respond: Listener | undefined
  const server = createServer((incoming, outgoing) => {
    const own = new Map<string, string | Buffer>([
      ['/mini-console.js', consoleScript],
      ['/embed.js', script],
    ]).get(incoming.url ?? '')
    if (own === undefined) {
      respond?.(incoming, outgoing)
      return
    }
    outgoing.setHeader('content-type', 'text/javascript')
    outgoing.setHeader('access-control-allow-origin', '*')
    outgoing.setHeader('cross-origin-resource-policy', 'cross-origin')
    outgoing.end(own)
  })
  const port = await listen(server, 'localhost')
  const connectUrl = `http://localhost:${port}`
  const portal = await startPortal({ port: 0, connectUrl, clientKey })
  const sandbox = await startSandbox({
    client: { redirectUris: [`${connectUrl}/auth/callback`] },
  })
  const clients = { [clientKey]: { name: 'Fjordbook', origins: [portal.url] } }
  const settings = {
    ...sandbox.settings,
    PUBLIC_URL: connectUrl,
    SESSION_KEYS: `1:${randomKey()}`,
    EMBED_CLIENTS: JSON.stringify(clients),
  }
  const config = readConfig(settings, () => '')
  const deps = await createDeps(
    config,
    createLog('silent', () => undefined),
  )
  const document = `<!doctype html><html><head><title>Mini</title></head><body><h1>Mini</h1>
    <script type="module" src="/mini-console.js"></script></body></html>`
  respond = createListener(deps, {
    console: { document: async () => document, scripts: "'self'" },
  })
  return {
    connectUrl,
    portalUrl: portal.url,
    revoke: sandbox.control.revoke,
    async close() {
      deps.upstream.close()
      server.closeAllConnections()
      server.close()
      await Promise.all([portal.close(), sandbox.close()])
    },
  }
}
