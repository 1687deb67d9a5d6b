import { sandboxTokens } from '#shared/embed.ts'
import type { Product } from '#shared/scopes.ts'

import type { EmbedClient } from '../config-embed.ts'
import type { Deps } from '../deps.ts'
import { type BuiltFile, builtFile, preloadLink, respondWith } from './built-files.ts'
import { offeredScopes } from './embed-limits.ts'
import type { Middleware, RouteContext } from './env.ts'
import { failurePage } from './page.ts'

/** Where the console's document comes from, and what may run in it. */
export interface ConsoleSource {
  /** The document for an address, or undefined where the console was not built. */
  readonly document: (address: string) => Promise<string | undefined>
  /** The same ready to be sent, where it is the same for every address. */
  readonly file?: () => BuiltFile | undefined
  /** `script-src`; the development server's own scripts need more than the build's. */
  readonly scripts: string
}

/** The console as `pnpm build` made it. */
export const builtConsole: ConsoleSource = {
  document: async () => {
    const document = builtFile('index.html')?.bodies.identity
    return document === undefined ? undefined : Buffer.from(document).toString()
  },
  file: () => builtFile('index.html'),
  scripts: "'self'",
}

/**
 * The built files; those under `assets/` carry their content's hash in their names. Documents are
 * not among them: those go out with their policy.
 */
export const consoleFiles: Middleware = async function consoleFiles(c, next) {
  const { path } = c.req
  const file = path.endsWith('.html') ? undefined : builtFile(path.slice(1))
  if (file === undefined) return next()
  const isImmutable = path.startsWith('/assets/')
  c.header('Cache-Control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return respondWith(c, file)
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
    const content = source.file?.() ?? (await source.document(c.req.path))
    if (content === undefined) return failurePage(c, 503, 'not_built', '/')
    c.header('Content-Security-Policy', policy(source.scripts, "'none'"))
    c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
    c.header('Cache-Control', 'no-cache')
    if (typeof content === 'string') return c.html(content)
    const link = preloadLink(c.req.path)
    if (link !== undefined) c.header('Link', link)
    return respondWith(c, content)
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
    if (client === undefined) return failurePage(c, 404, 'unknown_portal', '/connect')
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
    return c.html(
      document
        .replace('</head>', () => `${describe(key, client, offeredScopes(config, client))}</head>`)
        .replace('</body>', () => `${sandboxHelp}</body>`),
    )
  }
}

/**
 * For developers whose iframe has a sandbox without `allow-scripts` or `allow-same-origin`: nothing
 * of ours then runs that could say so. Our style sheet hides it, and does not load in the latter.
 */
const needed = `Connect cannot start here. An iframe with a sandbox needs: ${sandboxTokens.join(' ')}.`
const sandboxHelp = `<p class="frame-help">${needed}</p><noscript>${needed}</noscript>`

const permissions =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)'

function describe(
  key: string,
  { name, origins, vats }: EmbedClient,
  scopes: readonly Product[],
): string {
  const description = JSON.stringify({ client: key, name, origins, scopes, vats })
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
  return `<meta name="mpc-embed" content="${description}" />`
}
