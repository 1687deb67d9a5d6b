import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** The one host that requests go to, with its pool of connections. */
export interface Gateway {
  readonly send: typeof httpRequest
  readonly agent: HttpAgent
  readonly protocol: string
  readonly hostname: string
  readonly port: string
  /** Value of the `Host` header. */
  readonly host: string
  /** What comes before every path; empty unless the API base has a path of its own. */
  readonly basePath: string
}

// A free connection is closed after this, or a second before MobilePay says that it would close it,
// so that a write rarely meets a connection that has just ended. Without a value here Node would
// not look at what the server says.
const freeConnectionMilliseconds = 30_000

// Some thousand calls a second at MobilePay's pace. When it hangs, calls end here at once instead of
// piling up until the process has no memory or sockets left. There is no circuit breaker: five APIs
// share this host, and one of them in trouble must not close the other four; nor a queue, because
// whoever would wait in it can as well ask again.
const mostConnections = 512

/** Prepares the pool for `apiUrl`, an http(s) URL. HTTP/1.1 with keep-alive; nothing is opened yet. */
export function createGateway(apiUrl: string): Gateway {
  const url = new URL(apiUrl)
  const secure = url.protocol === 'https:'
  const options = {
    keepAlive: true,
    timeout: freeConnectionMilliseconds,
    maxSockets: mostConnections,
  }
  return {
    send: secure ? httpsRequest : httpRequest,
    agent: secure ? new HttpsAgent(options) : new HttpAgent(options),
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    host: url.host,
    basePath: url.pathname.replace(/\/+$/, ''),
  }
}

/** Whether as many calls are under way as the pool has connections. */
export function isFull({ agent }: Gateway): boolean {
  return count(agent.sockets) >= mostConnections
}

/** Connections in use and waiting in the pool. */
export function countConnections(agent: HttpAgent): { active: number; idle: number } {
  return { active: count(agent.sockets), idle: count(agent.freeSockets) }
}

function count(sockets: NodeJS.ReadOnlyDict<readonly unknown[]>): number {
  return Object.values(sockets).flat().length
}
