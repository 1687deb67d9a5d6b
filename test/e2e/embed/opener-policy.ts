import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Gives all that a server of this process answers an opener policy of its own, as MobilePay's login
 * may have one or not: nobody has seen the real one's. Ends with the function that it returns.
 */
export function setOpenerPolicy(origin: string, policy: string): () => void {
  const { host } = new URL(origin)
  const onRequest = (message: unknown): void => {
    if (typeof message !== 'object' || message === null) return
    const { request, response }: { request?: unknown; response?: unknown } = message
    if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return
    if (request.headers.host === host) response.setHeader('cross-origin-opener-policy', policy)
  }
  subscribe('http.server.request.start', onRequest)
  return () => void unsubscribe('http.server.request.start', onRequest)
}
