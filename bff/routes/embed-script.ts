import { builtFile, respondWith } from './built-files.ts'
import type { RouteContext } from './env.ts'

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
export function embedScript(c: RouteContext) {
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  const name = embedScripts[c.req.path] ?? ''
  const file = builtFile(`embed/${name}`)
  if (file === undefined) return c.text('The script was not built.', 503)
  c.header('Cache-Control', 'public, max-age=3600')
  return respondWith(
    c,
    name.endsWith('.js') ? file : { ...file, type: 'text/plain; charset=utf-8' },
  )
}
