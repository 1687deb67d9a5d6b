import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { text } from 'node:stream/consumers'

import { type Reply, sendReply } from '../../sandbox/faults/reply.ts'
import { listen } from '../../support/listen.ts'
import { createRsaKey, type SigningKey } from './signing.ts'

/** As at MobilePay, the issuer's name has nothing to do with where the documents are. */
export const issuer = 'https://login.example/merchant'

export const paths = {
  discovery: '/account/.well-known/openid-configuration',
  authorize: '/account/connect/authorize',
  endSession: '/account/connect/endsession',
  keys: '/merchant/.well-known/jwks',
  token: '/merchant/token',
} as const

interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A provider whose every answer can be bent; honest about its documents until told otherwise. */
export interface Op {
  readonly origin: string
  readonly key: SigningKey
  /** The honest discovery document. */
  readonly metadata: Readonly<Record<string, unknown>>
  /** Answers the next requests to `path` with `replies` in turn; the last one stays. */
  readonly alter: (path: string, ...replies: readonly Reply[]) => void
  /** Changes members of the discovery document; undefined takes one out. */
  readonly describe: (changes: Readonly<Record<string, unknown>>) => void
  /** Replaces the key document. */
  readonly publish: (...keys: readonly Pick<SigningKey, 'jwk'>[]) => void
  /** Everything that arrived at `path`, or anywhere, since the last `restore`. */
  readonly received: (path?: string) => readonly Received[]
  /** Honest again, with nothing received. */
  readonly restore: () => void
  readonly close: () => Promise<void>
}

interface OpOptions {
  /** Speaks TLS with this certificate and key, both PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Signs with this key instead of one of its own. */
  readonly key?: SigningKey
}

/** Starts the provider on a loopback port. */
export async function startOp({ tls, key: given }: OpOptions = {}): Promise<Op> {
  const replies = new Map<string, Reply[]>()
  const received: Received[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response)
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  const origin = `http${tls ? 's' : ''}://127.0.0.1:${await listen(server)}`
  const key = given ?? (await createRsaKey('first'))
  const metadata = {
    issuer,
    authorization_endpoint: `${origin}${paths.authorize}`,
    token_endpoint: `${origin}${paths.token}`,
    jwks_uri: `${origin}${paths.keys}`,
    end_session_endpoint: `${origin}${paths.endSession}`,
    // Wider than what we take, to see that it is not the document that decides.
    id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: true,
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '', headers } = request
    const path = url.split('?', 1)[0] ?? ''
    received.push({ method, path, headers, body: await text(request) })
    const queue = replies.get(path) ?? [{ status: 404 }]
    sendReply(response, (queue.length > 1 ? queue.shift() : queue[0]) ?? {})
  }

  function restore() {
    received.length = 0
    replies.clear()
    op.describe({})
    op.publish(key)
  }

  const op: Op = {
    origin,
    key,
    metadata,
    alter: (path, ...list) => void replies.set(path, [...list]),
    describe: (changes) =>
      op.alter(paths.discovery, { body: JSON.stringify({ ...metadata, ...changes }) }),
    publish: (...keys) =>
      op.alter(paths.keys, { body: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }) }),
    received: (path) => received.filter((one) => path === undefined || one.path === path),
    restore,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  restore()
  return op
}
