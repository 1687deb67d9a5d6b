import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

import { createBrowser } from '../../support/browser.ts'
import { type CookieJar, createCookieJar } from '../../support/cookie-jar.ts'

/** A merchant's browser that is connected. */
export interface Visitor {
  readonly merchant: string
  readonly jar: CookieJar
}

export interface Answer {
  /** 0 where the connection ended before an answer was complete. */
  readonly status: number
  readonly body: string
}

/** The pool of the browsers' connections: few, so that they are used again and again. */
export const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Connects a merchant of the stand-in. */
export async function visit(baseUrl: string, merchant: string, vat: string): Promise<Visitor> {
  const email = vat.startsWith('FI') ? 'aino@example.fi' : 'mette@example.dk'
  const jar = createCookieJar()
  await createBrowser(baseUrl, email, jar).connect({ vat })
  return { merchant, jar }
}

/** How somebody reads an answer: to its end, slowly, or not beyond so many bytes. */
export type Patience = 'all' | 'slow' | { readonly bytes: number }

/** A call as the console makes it. */
export function call(
  baseUrl: string,
  path: string,
  { jar }: Visitor,
  patience: Patience = 'all',
): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = { cookie: jar.header() ?? '', 'x-csrf': '1' }
    const outgoing = request(new URL(path, baseUrl), { agent, headers })
    const gone = () => resolve({ status: 0, body: '' })
    outgoing.on('error', gone)
    outgoing.on('response', (response) => {
      const { statusCode: status = 0 } = response
      jar.accept(response.headers['set-cookie'] ?? [])
      const chunks: Buffer[] = []
      let length = 0
      response.on('error', gone)
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (typeof patience === 'object' && length >= patience.bytes) outgoing.destroy()
        if (patience === 'slow') {
          response.pause()
          void delay(20).then(() => response.resume())
        }
      })
      response.once('end', () => resolve({ status, body: Buffer.concat(chunks).toString() }))
      response.once('close', gone)
    })
    if (typeof patience === 'object' && patience.bytes === 0) setImmediate(() => outgoing.destroy())
    outgoing.end()
  })
}

/** Sends bytes that are no proper request; gives the statuses of what comes back within a second. */
export function sendRaw(baseUrl: string, bytes: string): Promise<readonly number[]> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk
    })
    socket.once('close', () =>
      resolve([...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status))),
    )
    socket.write(bytes, 'latin1')
  })
}
