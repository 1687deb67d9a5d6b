import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { serveStatic } from '@hono/node-server/serve-static'

import type { EmbedClient } from '../config-embed.ts'
import type { Deps } from '../deps.ts'
import type { Middleware, RouteContext } from './env.ts'
import { failurePage } from './page.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** Where the console's document comes from, and what may run in it. */
export interface ConsoleSource {
  /** The document for an address, or undefined where the console was not built. */
  readonly document: (address: string) => Promise<string | undefined>
  /** `script-src`; the development server's own scripts need more than the build's. */
  readonly scripts: string
}

/** The console as `pnpm build` made it. */
export const builtConsole: ConsoleSource = {
  async document() {
    try {
      return await readFile(`${dist}index.html`, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  },
  scripts: "'self'",
}

const files: Middleware = existsSync(dist)
  ? serveStatic({ root: relative(process.cwd(), dist) })
  : (_c, next) => next()

/**
 * The built files; those under `assets/` carry their content's hash in their names. Documents are
 * not among them: those go out with their policy.
 */
export const consoleFiles: Middleware = async function consoleFiles(c, next) {
  const { path } = c.req
  if (path.endsWith('/') || path.endsWith('.html')) return next()
  // Before the file is found, because its response is made then.
  const isImmutable = path.startsWith('/assets/')
  c.header('Cache-Control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return files(c, next)
}

/**
 * The console's policy: its own files and nothing else. No nonce, so that the document is the same
 * for everyone; `style-src` without inline styles is what chose the component kit (console.md 4.1).
 */
function policy(scripts: string, ancestors: string): string {
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    // The development server puts style sheets into the page by script.
    `style-src 'self'${scripts.includes('unsafe-inline') ? " 'unsafe-inline'" : ''}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')
}

/** Every address that is nobody else's is one of the console's own routes: its document answers. */
export function createConsoleDocument(source: ConsoleSource) {
  return async function consoleDocument(c: RouteContext) {
    c.header('Cache-Control', 'no-store')
    if (c.req.path.startsWith('/assets/')) return c.text('Not found.', 404)
    const document = await source.document(c.req.path)
    if (document === undefined) return failurePage(c, 503, 'not_built', '/')
    c.header('Content-Security-Policy', policy(source.scripts, "'none'"))
    c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
    c.header('Cache-Control', 'no-cache')
    return c.html(document)
  }
}

/**
 * `GET /embed/<clientKey>`: the same document for one integrator's iframe. Only its origins may
 * frame it, and only messages from them count; it says so in the document itself.
 */
export function createEmbedDocument({ config }: Deps, source: ConsoleSource) {
  return async function embedDocument(c: RouteContext) {
    const key = c.req.param('client') ?? ''
    const client = config.embedClients.get(key)
    c.header('Vary', 'Sec-Fetch-Dest')
    if (client === undefined) {
      c.header('Content-Security-Policy', policy(source.scripts, "'none'"))
      return c.text('Not found.', 404)
    }
    // Not meant to be a page of its own: that is the console itself (decision 31).
    if (c.env.incoming.headers['sec-fetch-dest'] === 'document') return c.redirect('/', 303)
    const document = await source.document(c.req.path)
    if (document === undefined) return failurePage(c, 503, 'not_built', '/')
    c.header('Content-Security-Policy', policy(source.scripts, client.origins.join(' ')))
    // A portal with COEP loads only what sends COEP and CORP itself (embedding.md 2.2).
    c.header('Cross-Origin-Embedder-Policy', 'require-corp')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    // With `no-referrer` the start form's Origin would be `null`.
    c.header('Referrer-Policy', 'strict-origin')
    c.header('Permissions-Policy', permissions)
    return c.html(document.replace('</head>', () => `${describe(key, client)}</head>`))
  }
}

const permissions =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)'

function describe(key: string, { name, origins, scopes, vats }: EmbedClient): string {
  const description = JSON.stringify({ client: key, name, origins, scopes, vats })
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
  return `<meta name="mpc-embed" content="${description}" />`
}
