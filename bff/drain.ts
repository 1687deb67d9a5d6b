import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long a balancer has to read from `/readyz` that it should look elsewhere. */
const noticeMilliseconds = 2_000
/** How long answers under way may take after that. */
const drainMilliseconds = 20_000

/**
 * Prepares the end of a server in which no request is lost. What it returns starts that end:
 *
 * 1. For 2 s everything is served as before, but each answer is its connection's last, so that who
 *    is busy here comes back on another connection, to whom the balancer then chooses.
 * 2. Then nobody new is let in. Connections without a request are ended, the others when they have
 *    their answer, or after 20 s.
 *
 * @param closed - called once the last connection is gone.
 */
export function prepareDrain(server: Server, closed: () => void): () => void {
  let isDraining = false
  // By connection, because that costs a request less than to note its end as well.
  const latest = new Map<Socket, ServerResponse>()
  server.on('connection', (socket) => {
    socket.once('close', () => latest.delete(socket))
  })
  server.prependListener('request', ({ socket }, outgoing) => {
    latest.set(socket, outgoing)
    if (isDraining) outgoing.shouldKeepAlive = false
  })

  function close(): void {
    // `close` ends the connections that are idle now; those still busy become idle later, and a
    // browser would keep them for as long as it may.
    const closing = setInterval(() => server.closeIdleConnections(), 100)
    server.close(() => {
      clearInterval(closing)
      closed()
    })
    setTimeout(() => server.closeAllConnections(), drainMilliseconds).unref()
  }

  return function drain() {
    if (isDraining) return
    isDraining = true
    for (const outgoing of latest.values()) outgoing.shouldKeepAlive = false
    setTimeout(close, noticeMilliseconds)
  }
}
