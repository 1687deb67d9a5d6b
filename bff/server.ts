import { createServer, type Server } from 'node:http'

import { getRequestListener } from '@hono/node-server'

type Fetch = Parameters<typeof getRequestListener>[0]

/**
 * The process's HTTP server, not listening yet. Slower clients than its limits allow are not
 * merchants; what is no HTTP, or longer than 32 kB before its body, Node answers by itself.
 *
 * @param fetch - the app's.
 * @param upstreamTimeoutSeconds - a connection on which nothing moves may be one that waits for
 *   MobilePay, so it is given time for two calls, each with a slow head and a slow body.
 */
export function createHttpServer(fetch: Fetch, upstreamTimeoutSeconds: number): Server {
  // Probes may come without Host, as HTTP/1.0 allows; every other path is refused under that name.
  const listener = getRequestListener(fetch, { hostname: 'none.invalid' })
  const server = createServer(
    {
      // Longer than a proxy's own, so that no proxy sends into a connection that we are closing:
      // nginx and AWS keep one for 60 s, Traefik 90, Caddy 120, Google 600.
      keepAliveTimeout: 620_000,
      headersTimeout: 10_000,
      requestTimeout: 120_000,
      connectionsCheckingInterval: 5_000,
      maxHeaderSize: 32_768,
      // With Node's 64 kB each piece of a long answer would fill it, and halt MobilePay's connection.
      highWaterMark: 256 * 1024,
    },
    // The listener answers through hono's own error handler; it never rejects.
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  server.timeout = (4 * upstreamTimeoutSeconds + 60) * 1000
  return server
}
