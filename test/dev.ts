import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'

import { createServer as createViteServer } from 'vite'

import { readConfig } from '../bff/config.ts'
import { createDeps } from '../bff/deps.ts'
import { createListener } from '../bff/listener.ts'
import { createLog } from '../bff/log.ts'
import { buildEmbedScript } from '../vite.config.ts'
import { startPortal } from './portal/portal.ts'
import { merchants } from './sandbox/merchants.ts'
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts'
import { changedAt } from './support/build.ts'
import { besideVite } from './support/vite-modules.ts'

// Separate sites, as in production: the console on `localhost`, the integrator's portal and
// MobilePay's stand-in on `127.0.0.1`. Two ports of one name would be one site, and the cookies would
// not be put to the test.
const publicUrl = 'http://localhost:5173'
const portalUrl = 'http://127.0.0.1:5174'

async function startConsole(standIn: Sandbox['settings']) {
  const fjordbook = { name: 'Fjordbook', origins: [portalUrl] }
  const settings = {
    ...standIn,
    PUBLIC_URL: publicUrl,
    SESSION_KEYS: `1:${randomBytes(32).toString('base64url')}`,
    EMBED_CLIENTS: JSON.stringify({ fjordbook }),
    LOG_LEVEL: 'warn',
    ...process.env,
  }
  const config = readConfig(settings, () => '')
  const { promise: ready, resolve: onReady } = Promise.withResolvers<RequestListener>()
  // A tab of the last run asks at once; it waits for the rest of the start.
  const server = createServer((incoming, outgoing) => {
    void ready.then((listener) => listener(incoming, outgoing))
  })
  // First of all, so that nothing has to be ended again where the port is taken.
  server.listen(5173, 'localhost')
  await once(server, 'listening')
  const vite = await createViteServer({
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
    logLevel: 'warn',
  })
  const listener = createListener(await createDeps(config, createLog(config.logLevel)), {
    console: {
      document: async (address) =>
        vite.transformIndexHtml(address, await readFile('web/index.html', 'utf8')),
      // Vite's own scripts stand in the page; the build has none.
      scripts: "'self' 'unsafe-inline'",
    },
  })
  onReady(besideVite(vite.middlewares, listener))
  return async function close() {
    server.closeAllConnections()
    await vite.close()
  }
}

/** Portals load the script as it was built, not by Vite. */
async function buildScript(): Promise<void> {
  const sources = ['web/embed', 'shared', 'vite.config.ts']
  const builtAt = changedAt('dist/embed/v1.js')
  if (sources.some((source) => changedAt(source) >= builtAt)) await buildEmbedScript('dist/embed')
}

async function start(): Promise<void> {
  await buildScript()
  const sandbox = await startSandbox({
    portalPort: 5175,
    gatewayPort: 5176,
    client: {
      redirectUris: [`${publicUrl}/auth/callback`],
      postLogoutRedirectUris: [`${publicUrl}/connect`],
    },
  })
  const closeConsole = await startConsole(sandbox.settings)
  const portal = await startPortal({ port: 5174, connectUrl: publicUrl, clientKey: 'fjordbook' })
  const people = merchants.map(
    ({ vat, name, description }) => `    ${vat}  ${name}: ${description}`,
  )
  console.log(`
  MobilePay Connect runs, and nothing leaves this machine.

  Console         ${publicUrl}
  Portal          ${portal.url}   (an integrator's own page, with the console in it)
  MobilePay       ${sandbox.portalUrl}   (stand-in: test merchants, and the flow as it happens)

  1. Open the console and enter one of these VAT numbers, or open the portal, which knows its own:
${people.join('\n')}
  2. Press “Continue to MobilePay”, sign in with the test user that the stand-in offers, and allow the products.
  3. You are back where you came from, with the merchant's money.

  Ctrl+C ends it.
`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      void Promise.all([closeConsole(), portal.close(), sandbox.close()]).then(() =>
        process.exit(0),
      )
    })
  }
}

try {
  await start()
} catch (error) {
  if (!isPortInUse(error)) throw error
  console.error(
    `Port ${error.port} is in use: end what runs there, maybe another \`pnpm dev\` or \`pnpm sandbox\`, and try again.`,
  )
  // What has started already would go on.
  process.exit(1)
}

function isPortInUse(error: unknown): error is { readonly port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error
}
