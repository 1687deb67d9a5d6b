import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

import { listen } from '../support/listen.ts'
import { client } from './rigs/settings.ts'

/** A provider for the peers, who cannot log in the way that MobilePay wants it. */
export interface Issuer {
  readonly url: string
  /** A token answer as large as MobilePay's. */
  readonly tokens: (nonce?: string) => Readonly<Record<string, unknown>>
  readonly close: () => void
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Everybody is logged in, and consents; what it signs is right. */
export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const nonces = new Map<string, string>()
  let url = ''

  const jwt = (claims: object) => {
    const input = `${encode({ alg: 'RS256', kid: '1', typ: 'JWT' })}.${encode(claims)}`
    return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
  }
  const tokens = (nonce?: string) => {
    const iat = Math.floor(Date.now() / 1000)
    const claims = { iss: url, sub: 'merchant', aud: client.id, iat, exp: iat + 36_000 }
    const padding = randomBytes(440).toString('base64url')
    return {
      access_token: jwt({ ...claims, padding }),
      token_type: 'Bearer',
      expires_in: 36_000,
      refresh_token: randomBytes(32).toString('base64url'),
      id_token: jwt({ ...claims, ...(nonce === undefined ? {} : { nonce }) }),
    }
  }
  const answer = async (incoming: IncomingMessage): Promise<unknown> => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', url)
    if (pathname === '/jwks') {
      const key = publicKey.export({ format: 'jwk' })
      return { keys: [{ ...key, kid: '1', alg: 'RS256', use: 'sig' }] }
    }
    if (pathname === '/token') {
      const form = new URLSearchParams(await text(incoming))
      return tokens(nonces.get(form.get('code') ?? ''))
    }
    if (pathname === '/authorize') {
      const code = randomBytes(16).toString('base64url')
      nonces.set(code, searchParams.get('nonce') ?? '')
      const target = new URL(searchParams.get('redirect_uri') ?? '')
      target.search = new URLSearchParams({
        code,
        state: searchParams.get('state') ?? '',
      }).toString()
      return target
    }
    return {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      subject_types_supported: ['public'],
      scopes_supported: ['openid', 'offline_access'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }
  }
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then((value) => {
      if (value instanceof URL) return outgoing.writeHead(302, { Location: value.href }).end()
      outgoing.writeHead(200, { 'Content-Type': 'application/json' })
      return outgoing.end(JSON.stringify(value))
    })
  })
  url = `http://127.0.0.1:${await listen(server)}`
  return {
    url,
    tokens,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
