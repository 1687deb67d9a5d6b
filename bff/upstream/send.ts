import type { ServerResponse } from 'node:http'

import { BffError } from '../errors.ts'
import type { UpstreamAnswer } from './answer.ts'
import { whenGone } from './client.ts'
import type { Client } from './client.ts'
import { discardReply, headerOf, readReply, type Reply } from './reply.ts'

/**
 * How an answer got to the browser: `sent` in full; `client_gone`; or `broken`, where MobilePay
 * broke off or one of the two stood still, and the browser's connection was ended to show it.
 */
export type Sent = 'sent' | 'client_gone' | 'broken'

/** Headers that the bff adds to an answer, e.g. the renewed session's `Set-Cookie`. */
export type ExtraHeaders = Readonly<Record<string, string | readonly string[]>>

// What fits into the buffer that Node has ready for it.
const oneWriteBytes = 12 * 1024

/**
 * Writes an answer to the browser, once. A body at hand is one write. A stream goes as fast as the
 * browser takes it, and ends both connections when neither side moves for `idleMilliseconds`.
 *
 * @throws BffError `upstream_unavailable` when the stream broke before anything was written.
 */
export async function sendAnswer(
  answer: UpstreamAnswer,
  extra: ExtraHeaders,
  idleMilliseconds: number,
): Promise<Sent> {
  const { body, client, status } = answer
  const { outgoing } = client
  if (client.gone) return 'client_gone'

  const headers: (string | string[])[] = [...answer.headers]
  for (const [name, value] of Object.entries(extra)) {
    headers.push(name, typeof value === 'string' ? value : [...value])
  }
  if (body.kind === 'whole') {
    if (status !== 204 && status !== 304) headers.push('Content-Length', String(body.bytes.length))
    outgoing.writeHead(status, headers)
    // As text in which each character is a byte, Node puts it behind the head, and both are one write.
    if (body.bytes.length > oneWriteBytes) outgoing.end(body.bytes)
    else outgoing.end(body.bytes.toString('latin1'), 'latin1')
    return 'sent'
  }
  if (body.source.state === 'broken')
    throw new BffError('upstream_unavailable', { log: { body: 'broken' } })
  const length = headerOf(body.source, 'content-length')
  if (length !== undefined) headers.push('Content-Length', length)
  outgoing.writeHead(status, headers)
  return pump(body.source, outgoing, client, idleMilliseconds)
}

function pump(
  source: Reply,
  outgoing: ServerResponse,
  client: Client,
  idleMilliseconds: number,
): Promise<Sent> {
  return new Promise((resolve) => {
    const finish = (sent: Sent) => {
      clearTimeout(timer)
      client.onGone = null
      resolve(sent)
      if (sent === 'sent') return
      discardReply(source)
      // Only a broken connection tells the browser that what it has is not the whole.
      outgoing.destroy()
    }
    const timer = setTimeout(() => finish('broken'), idleMilliseconds)
    whenGone(client, () => finish('client_gone'))
    outgoing.on('drain', () => {
      timer.refresh()
      source.controller?.resume()
    })
    readReply(source, {
      onData(chunk) {
        timer.refresh()
        return outgoing.write(chunk)
      },
      onEnd() {
        outgoing.end()
        finish('sent')
      },
      onBroken: () => finish('broken'),
    })
  })
}
