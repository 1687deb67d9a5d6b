import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

import { getRequestListener } from '@hono/node-server'
import { createServer as createViteServer } from 'vite'

import { createApp } from '../bff/app.ts'
import { readConfig } from '../bff/config.ts'
import { createDeps } from '../bff/deps.ts'
import { createLog } from '../bff/log.ts'
import { merchants } from './sandbox/merchants.ts'
import { startSandbox } from './sandbox/sandbox.ts'

// Two sites, as in production: the console on `localhost`, MobilePay's stand-in on `127.0.0.1`.
// Two ports of one name would be one site, and the cookies would not be put to the test.
const publicUrl = 'http://localhost:5173'

const sandbox = await startSandbox({
  portalPort: 5175,
  gatewayPort: 5176,
  client: {
    redirectUris: [`${publicUrl}/auth/callback`],
    postLogoutRedirectUris: [`${publicUrl}/connect`],
  },
})
const settings = {
  ...sandbox.settings,
  PUBLIC_URL: publicUrl,
  SESSION_KEYS: `1:${randomBytes(32).toString('base64url')}`,
  LOG_LEVEL: 'warn',
  ...process.env,
}
const config = readConfig(settings, () => '')
const server = createServer()
const vite = await createViteServer({
  server: { middlewareMode: true, hmr: { server } },
  appType: 'custom',
  logLevel: 'warn',
})
const app = createApp(createDeps(config, createLog(config.logLevel)), {
  console: {
    document: async (address) =>
      vite.transformIndexHtml(address, await readFile('web/index.html', 'utf8')),
    // Vite's own scripts stand in the page; the build has none.
    scripts: "'self' 'unsafe-inline'",
  },
})
const respond = getRequestListener(app.fetch)

/** What Vite serves itself: modules, styles, its client. Documents and everything else are ours. */
const vitePaths = /^\/(@|node_modules\/|shared\/|[^?]*\.(tsx?|css|svg|woff2|po|mjs|js|json)(\?|$))/

server.on('request', (incoming, outgoing) => {
  const url = incoming.url ?? ''
  if (!vitePaths.test(url) || url.startsWith('/embed')) void respond(incoming, outgoing)
  else vite.middlewares(incoming, outgoing, () => void respond(incoming, outgoing))
})

server.listen(5173, 'localhost', () => {
  const people = merchants.map(
    ({ vat, name, description }) => `    ${vat}  ${name}: ${description}`,
  )
  console.log(`
  MobilePay Connect runs, and nothing leaves this machine.

  Console         ${publicUrl}
  MobilePay       ${sandbox.portalUrl}   (stand-in: test merchants, and the flow as it happens)

  1. Open the console and enter one of these VAT numbers:
${people.join('\n')}
  2. Press “Continue to MobilePay”, sign in with the test user that the stand-in offers, and allow the products.
  3. You are back in the console, with the merchant's transactions.

  Ctrl+C ends it.
`)
})
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.closeAllConnections()
    void Promise.all([vite.close(), sandbox.close()]).then(() => process.exit(0))
  })
}
