import type { RequestListener } from 'node:http'

import type { Connect } from 'vite'

import { embedScripts } from '../../bff/routes/embed-script.ts'

/** What Vite serves itself: modules, styles, its client. Documents and everything else are ours. */
const vitePaths = /^\/(@|node_modules\/|shared\/|[^?]*\.(tsx?|css|svg|woff2|po|mjs|js|json)(\?|$))/

/**
 * The development server's two halves as one. A module that does not load is refused as what it is:
 * with the console's document in its place a browser would complain of a wrong type.
 */
export function besideVite(modules: Connect.NextHandleFunction, others: RequestListener) {
  return function listener(...[incoming, outgoing]: Parameters<RequestListener>): void {
    const { url = '' } = incoming
    const [path = ''] = url.split('?', 1)
    if (!vitePaths.test(url) || embedScripts[path] !== undefined) others(incoming, outgoing)
    else
      modules(incoming, outgoing, () => {
        // The console's own modules for the API lie in a folder of that name.
        if (path.startsWith('/api/')) return others(incoming, outgoing)
        return outgoing
          .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
          .end('There is no such module, or it does not compile; then the terminal says why.\n')
      })
  }
}
