import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly reason: string }

interface Options {
  readonly timeoutMilliseconds: number
  /** For servers on this machine, whose certificates nobody signs. */
  readonly trustsAnyCertificate: boolean
}

const longestAnswer = 64 * 1024

/** POSTs without following redirections. Never rejects. */
export const post = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { timeoutMilliseconds, trustsAnyCertificate }: Options,
): Promise<Posted> =>
  new Promise((resolve) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection kept open would outlive the test that listens at its other end.
      agent: false,
      signal: AbortSignal.timeout(timeoutMilliseconds),
    } as const
    const request: ClientRequest =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, rejectUnauthorized: !trustsAnyCertificate })
        : requestHttp(url, options)

    const fail = (error: Error) => {
      const isLate = error.name === 'AbortError' || error.name === 'TimeoutError'
      const reason = isLate ? `No answer within ${timeoutMilliseconds / 1000} s.` : error.message
      resolve({ kind: 'failed', reason })
    }
    request.once('error', fail)
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text.length < longestAnswer) text += chunk
      })
      response.once('error', fail)
      response.once('end', () => {
        resolve({ kind: 'answered', status: response.statusCode ?? 0, body: text })
      })
    })
    request.end(body)
  })
