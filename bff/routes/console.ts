import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { serveStatic } from '@hono/node-server/serve-static'

import type { Middleware, RouteContext } from './env.ts'
import { failurePage } from './page.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/**
 * The console's policy: its own files and nothing else. No nonce, so that the document is the same
 * for everyone; `style-src` without inline styles is what chose the component kit (console.md 4.1).
 */
export const consolePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The built files; those under `assets/` carry their content's hash in their names. */
export const consoleFiles: Middleware = existsSync(dist)
  ? serveStatic({
      root: relative(process.cwd(), dist),
      onFound(_path, c) {
        const immutable = c.req.path.startsWith('/assets/')
        c.header('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  : (_c, next) => next()

/** Every other address is one of the console's own routes: its document answers. */
export async function consoleDocument(c: RouteContext) {
  if (c.req.path.startsWith('/assets/')) return c.text('Not found.', 404)
  let document: string
  try {
    document = await readFile(`${dist}index.html`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return failurePage(c, 503, 'not_built', '/')
    }
    throw error
  }
  c.header('Content-Security-Policy', consolePolicy)
  c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
  c.header('Cache-Control', 'no-cache')
  return c.html(document)
}
