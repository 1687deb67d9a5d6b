import type { IncomingHttpHeaders } from 'node:http'

import type { Dispatcher } from 'undici'

/** Who reads the body of a reply. */
interface Reader {
  /** @returns whether there may be more at once; else `controller.resume` says when. */
  readonly onData: (chunk: Buffer) => boolean
  readonly onEnd: () => void
  /** The body broke off, and nothing more comes. */
  readonly onBroken: () => void
}

/** MobilePay's answer to one try; nobody looks at it before its head is there. */
export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  state: 'open' | 'complete' | 'broken'
  /** What came before there was a reader. */
  chunks: Buffer[]
  /** Of its connection; null before that is there. */
  controller: Dispatcher.DispatchController | null
  /** Ends the connection. */
  readonly end: () => void
  reader: Reader | null
}

// A body at hand is passed on in one piece up to this, so there is no need to read on without a reader.
const unreadBytes = 64 * 1024

/** What stands in a header, named in lower case; of several the first. */
export function headerOf({ headers }: Pick<Reply, 'headers'>, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value[0] : value
}

/** A reply to come. @param end - ends its connection. */
export function createReply(end: () => void): Reply {
  return {
    status: 0,
    headers: {},
    state: 'open',
    chunks: [],
    controller: null,
    end,
    reader: null,
  }
}

/** A piece of the body has come. */
export function addChunk(reply: Reply, chunk: Buffer): void {
  if (reply.reader !== null) {
    if (!reply.reader.onData(chunk)) reply.controller?.pause()
    return
  }
  reply.chunks.push(chunk)
  const unread = reply.chunks.reduce((sum, { length }) => sum + length, 0)
  if (unread > unreadBytes) reply.controller?.pause()
}

/** The body is there in full, or will never be. */
export function closeReply(reply: Reply, state: 'complete' | 'broken'): void {
  if (reply.state !== 'open') return
  reply.state = state
  tellEnd(reply)
}

/** Reads the body: what is there at once, the rest as it comes. */
export function readReply(reply: Reply, reader: Reader): void {
  const { chunks } = reply
  reply.chunks = []
  reply.reader = reader
  for (const chunk of chunks) reader.onData(chunk)
  if (reply.state === 'open') reply.controller?.resume()
  else tellEnd(reply)
}

function tellEnd({ state, reader }: Reply): void {
  if (state === 'complete') reader?.onEnd()
  else reader?.onBroken()
}

/** Lets go of a reply that nobody reads; its connection is kept where that costs nothing. */
export function discardReply(reply: Reply): void {
  if (reply.state !== 'open') return
  reply.state = 'broken'
  reply.reader = null
  reply.end()
}
