import type { IncomingMessage, ServerResponse } from 'node:http'

/** The browser's side of one request, and what to break off when the browser goes away. */
export interface Client {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  gone: boolean
  /** Called once when the connection closes; whoever has work under way puts its end here. */
  onGone: (() => void) | null
}

/** The browser went away before its answer was complete. There is nobody left to tell. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'

  constructor() {
    super('the client closed its connection')
  }
}

// More than the largest body that any operation takes, so an honest sender gets to read its 413.
const discardLimitBytes = 16 * 1024 * 1024

/** Watches the connection to the browser. Its errors are not failures of ours, and end nothing. */
export function watchClient(incoming: IncomingMessage, outgoing: ServerResponse): Client {
  const client: Client = { incoming, outgoing, gone: outgoing.destroyed, onGone: null }
  outgoing.on('error', ignore)
  outgoing.once('close', () => {
    client.gone = true
    client.onGone?.()
    // Held back for an upload that never came about; the next request is behind it.
    if (incoming.isPaused()) discardBody(incoming)
  })
  return client
}

/** Sets what to break off when the browser goes away; at once if it has. Replaces what was set. */
export function whenGone(client: Client, breakOff: () => void): void {
  client.onGone = breakOff
  if (client.gone) breakOff()
}

/**
 * Reads and forgets what is left of a request body, so that the connection stays usable and the
 * sender gets to the answer. Who goes on for more than 16 MiB is cut off.
 */
export function discardBody(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return
  let discarded = 0
  incoming.on('data', (chunk: Buffer) => {
    discarded += chunk.length
    if (discarded > discardLimitBytes) incoming.destroy()
  })
  incoming.resume()
}

/** Listener for errors whose consequence another event already carries. */
function ignore(): void {}
