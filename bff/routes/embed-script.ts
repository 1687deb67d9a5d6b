import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { RouteContext } from './env.ts'

const dist = fileURLToPath(new URL('../../dist/embed/', import.meta.url))

/** The script's addresses: the current version, a pinned one, and the types of both. */
export const embedScripts: Readonly<Record<string, string>> = {
  '/embed.js': 'v1.js',
  '/embed/v1.js': 'v1.js',
  '/embed.d.ts': 'v1.d.ts',
  '/embed/v1.d.ts': 'v1.d.ts',
}

/**
 * The integrator's script. Any page may load it, as a cross-origin module, which is always fetched
 * with CORS (decision 34); it carries nothing secret and no credentials.
 */
export async function embedScript(c: RouteContext) {
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  const file = embedScripts[c.req.path] ?? ''
  try {
    const source = await readFile(dist + file, 'utf8')
    c.header('Cache-Control', 'public, max-age=3600')
    const type = file.endsWith('.js') ? 'text/javascript' : 'text/plain'
    return c.body(source, 200, { 'Content-Type': `${type}; charset=utf-8` })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return c.text('The script was not built.', 503)
    }
    throw error
  }
}
