import type { ClientRequest } from 'node:http'

import { discardBody } from './client.ts'
import type { Client } from './client.ts'

/** A request body on its way from the browser to MobilePay. */
export interface Upload {
  /** Whether the browser is what we wait for: it has more to send, and MobilePay would take it. */
  readonly waitsForClient: () => boolean
  /** Breaks it off. What the browser still sends is read and forgotten. */
  readonly stop: () => void
}

interface UploadEvents {
  /** MobilePay took what was sent, or has now got everything. */
  readonly onProgress: () => void
  /** The body grew past the limit; called at most once, before anything over the limit is sent. */
  readonly onTooLarge: () => void
}

/** Sends `start` and then the rest of the browser's body, no faster than `upstream` takes it. */
export function startUpload(
  client: Client,
  start: Buffer,
  limitBytes: number,
  upstream: ClientRequest,
  events: UploadEvents,
): Upload {
  const { incoming } = client
  let state: 'sending' | 'ended' | 'stopped' = 'sending'
  let sent = 0

  const send = (chunk: Buffer) => {
    sent += chunk.length
    if (sent > limitBytes) {
      stop()
      events.onTooLarge()
      return
    }
    if (!upstream.write(chunk)) incoming.pause()
  }
  const onEnd = () => {
    state = 'ended'
    upstream.end()
    events.onProgress()
  }
  const onDrain = () => {
    events.onProgress()
    incoming.resume()
  }
  const stop = () => {
    if (state !== 'sending') return
    state = 'stopped'
    incoming.off('data', send).off('end', onEnd)
    discardBody(incoming)
  }

  upstream.on('drain', onDrain)
  incoming.on('data', send).on('end', onEnd)
  if (start.length > 0) send(start)
  // Reading the start may have paused the body, or reached its end without seeing it.
  if (incoming.readableEnded) onEnd()
  else if (!upstream.writableNeedDrain) incoming.resume()
  return {
    waitsForClient: () => state === 'sending' && !upstream.writableNeedDrain,
    stop,
  }
}
