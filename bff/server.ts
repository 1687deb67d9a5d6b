import { createServer, type Server } from 'node:http'

import type { Listener } from './listener.ts'

/**
 * The process's HTTP server, not listening yet. Slower clients than its limits allow are not
 * merchants; what is no HTTP, or longer than 32 kB before its body, Node answers by itself.
 *
 * @param upstreamTimeoutSeconds - a connection on which nothing moves may be one that waits for
 *   MobilePay, so it is given time for two calls, each with a slow head and a slow body.
 */
export function createHttpServer(listener: Listener, upstreamTimeoutSeconds: number): Server {
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
    listener,
  )
  server.timeout = (4 * upstreamTimeoutSeconds + 60) * 1000
  return server
}
