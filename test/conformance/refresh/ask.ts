import { request } from 'node:http'

import { errorHeader } from '#shared/api.ts'

import { cookieNames } from '../../../bff/session/cookies.ts'
import type { CookieJar } from '../../support/cookie-jar.ts'
import { readSetCookies, type SetCookie } from '../../support/set-cookies.ts'

/** One answer of the bff, or (status 0) a connection that broke before there was any. */
export interface Answer {
  readonly status: number
  /** Of the bff's own errors. */
  readonly code: string | null
  /** Seconds; null without Retry-After. */
  readonly retryAfter: number | null
  /** What it does to the session cookie: at most one of these is what a browser should ever see. */
  readonly cookies: readonly SetCookie[]
  readonly body: string
}

export interface Call {
  readonly host: string
  readonly port: number
  /** What the processes are called; not necessarily where this call goes. */
  readonly publicUrl: string
  readonly jar: CookieJar
  readonly method?: 'GET' | 'POST'
  readonly path: string
  /** Instead of the jar's: what a request carries that was sent before the jar changed. */
  readonly cookie?: string | undefined
  /** Goes away when this says so, as a browser does whose tab is closed. */
  readonly signal?: AbortSignal | undefined
}

const broken: Answer = { status: 0, code: null, retryAfter: null, cookies: [], body: '' }

/**
 * Sends a call as the console does, on a connection of its own. The jar takes the cookies at the
 * moment the head of the answer arrives, like a browser's.
 */
export function ask(call: Call): Promise<Answer> {
  const cookie = call.cookie ?? call.jar.header()
  return new Promise((resolve) => {
    const outgoing = request({
      host: call.host,
      port: call.port,
      path: call.path,
      method: call.method ?? 'GET',
      agent: false,
      headers: {
        host: new URL(call.publicUrl).host,
        'x-csrf': '1',
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    })
    outgoing.once('error', () => resolve(broken))
    outgoing.once('response', (response) => {
      const setCookies = response.headers['set-cookie'] ?? []
      call.jar.accept(setCookies)
      const headers = new Headers(
        setCookies.map((value): [string, string] => ['set-cookie', value]),
      )
      const retryAfter = response.headers['retry-after']
      const code = response.headers[errorHeader.toLowerCase()]
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', () => resolve(broken))
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          code: typeof code === 'string' ? code : null,
          retryAfter: retryAfter === undefined ? null : Number(retryAfter),
          cookies: readSetCookies(new Response(null, { headers })).filter(
            ({ name }) => name === cookieNames.session,
          ),
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.end()
  })
}
