import { Readable } from 'node:stream'

import { discardBody } from './client.ts'
import type { Client } from './client.ts'

/** A request body on its way from the browser to MobilePay. */
export interface Upload {
  /** What to send. */
  readonly body: Readable
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

/** Makes a body of `start` and the rest of the browser's, read no faster than it is taken. */
export function startUpload(
  client: Client,
  start: Buffer,
  limitBytes: number,
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
    if (!body.push(chunk)) incoming.pause()
  }
  const onEnd = () => {
    state = 'ended'
    body.push(null)
    events.onProgress()
  }
  const stop = () => {
    if (state !== 'sending') return
    state = 'stopped'
    incoming.off('data', send).off('end', onEnd)
    discardBody(incoming)
  }
  const body = new Readable({
    read() {
      events.onProgress()
      incoming.resume()
    },
    destroy(_error, callback) {
      stop()
      // Who sends it is told why it ended; nobody else has to be.
      callback(null)
    },
  })

  incoming.on('data', send).on('end', onEnd)
  if (start.length > 0) send(start)
  // Reading the start may have reached the body's end without seeing it.
  if (incoming.readableEnded) onEnd()
  return {
    body,
    waitsForClient: () => state === 'sending' && body.readableLength === 0 && !body.isPaused(),
    stop,
  }
}
