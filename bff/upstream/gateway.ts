import type { Socket } from 'node:net'

// By their files: all of undici would add some 40 ms to each start.
import createConnector from 'undici/lib/core/connect.js'
import Client from 'undici/lib/dispatcher/client.js'

/** One connection to MobilePay. It is opened by its first call, and carries one call at a time. */
interface Line {
  readonly client: Client
  /** From the first attempt to connect. */
  socket: Socket | null
  /** Whether it has carried a call before, and may have ended since. */
  isUsed: boolean
}

/** The one host that requests go to, with its pool of connections. */
export interface Gateway {
  /** Value of the `Host` header. */
  readonly host: string
  /** What comes before every path; empty unless the API base has a path of its own. */
  readonly basePath: string
  /** A connection for one call, until it is kept or dropped; null where the pool is full. */
  readonly take: () => Line | null
  /** Its call is over, and it can carry another. */
  readonly keep: (line: Line) => void
  /** Ends a connection, and the call on it. */
  readonly drop: (line: Line) => void
  /** Connections in use and waiting in the pool. */
  readonly count: () => { active: number; idle: number }
  readonly close: () => void
}

// A free connection is closed after this, or a second before MobilePay says that it would close it,
// so that a write rarely meets a connection that has just ended.
const freeConnectionMilliseconds = 30_000
const beforeTheirsMilliseconds = 1000

// Some thousand calls a second at MobilePay's pace. When it hangs, calls end here at once instead of
// piling up until the process has no memory or sockets left. There is no circuit breaker: five APIs
// share this host, and one of them in trouble must not close the other four; nor a queue, because
// whoever would wait in it can as well ask again.
const mostConnections = 512

/**
 * Prepares the pool for `apiUrl`, an http(s) URL. HTTP/1.1 with keep-alive; nothing is opened yet.
 * Of undici's own pool this has no queue, and knows which connection a call is on.
 *
 * @param connectMilliseconds - after which an attempt to connect is given up.
 */
export function createGateway(apiUrl: string, connectMilliseconds: number): Gateway {
  const url = new URL(apiUrl)
  // One for all, so that a new connection can resume the TLS session of an older one.
  const connect = createConnector({ allowH2: false, timeout: connectMilliseconds })
  const active = new Set<Line>()
  // The last one first: the others come of age, and are closed.
  const free: Line[] = []

  function open(): Line {
    const client = new Client(url.origin, {
      allowH2: false,
      connect(options, callback) {
        line.socket = connect(options, callback)
      },
      keepAliveTimeout: freeConnectionMilliseconds,
      keepAliveMaxTimeout: freeConnectionMilliseconds,
      keepAliveTimeoutThreshold: beforeTheirsMilliseconds,
      // Calls have clocks of their own.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const line: Line = { client, socket: null, isUsed: false }
    client.on('disconnect', () => {
      line.isUsed = false
      const at = free.indexOf(line)
      if (at === -1) return
      free.splice(at, 1)
      void client.destroy()
    })
    return line
  }

  function drop(line: Line): void {
    active.delete(line)
    void line.client.destroy()
    // Undici would let go of one that is still connecting only when its time is over.
    if (line.socket?.destroyed === false) line.socket.destroy(new Error('given up'))
  }

  return {
    host: url.host,
    basePath: url.pathname.replace(/\/+$/, ''),
    take() {
      if (active.size >= mostConnections) return null
      const line = free.pop() ?? open()
      active.add(line)
      return line
    },
    keep(line) {
      if (active.delete(line)) free.push(line)
    },
    drop,
    count: () => ({ active: active.size, idle: free.length }),
    close() {
      for (const line of [...active, ...free.splice(0)]) drop(line)
    },
  }
}
