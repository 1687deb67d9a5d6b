import type { Posted } from './post.ts'

/** How MobilePay proves who it is. */
export type Authorization =
  | { readonly scheme: 'Basic'; readonly userName: string; readonly password: string }
  /** Sent verbatim. */
  | { readonly scheme: 'ApiKey'; readonly key: string }
  | ClientCredentials

/** A token is fetched from the merchant's own endpoint (RFC 6749 section 4.4). */
interface ClientCredentials {
  readonly scheme: 'OAuth2'
  readonly clientId: string
  readonly clientSecret: string
  readonly tokenUrl: string
  readonly scope: string | undefined
}

type Send = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<Posted>

type Granted =
  | { readonly kind: 'granted'; readonly header: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** Makes `Authorization` headers, and keeps the tokens it fetched for them until they expire. */
export interface Tokens {
  readonly authorize: (authorization: Authorization, at: number, send: Send) => Promise<Granted>
  /** Fetches a new token next time: the merchant's server has refused this one. */
  readonly forget: (authorization: Authorization) => void
}

interface Token {
  readonly value: string
  readonly expiresAt: number
}

/** What a token lives when its endpoint does not say. */
const defaultSeconds = 60

const basic = (userName: string, password: string) =>
  `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`

const granted = (header: string): Granted => ({ kind: 'granted', header })

const readToken = (body: string, at: number): Token | undefined => {
  try {
    const answer: unknown = JSON.parse(body)
    if (typeof answer !== 'object' || answer === null) return undefined
    const value = 'access_token' in answer ? answer.access_token : undefined
    const seconds = 'expires_in' in answer ? Number(answer.expires_in) : defaultSeconds
    if (typeof value !== 'string' || Number.isNaN(seconds)) return undefined
    return { value, expiresAt: at + seconds * 1000 }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const fetchToken = async (credentials: ClientCredentials, at: number, send: Send) => {
  const { clientId, clientSecret, tokenUrl, scope } = credentials
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) })
  const answer = await send(
    tokenUrl,
    {
      authorization: basic(clientId, clientSecret),
      'content-type': 'application/x-www-form-urlencoded',
    },
    form.toString(),
  )
  if (answer.kind === 'failed') return answer
  const token = answer.status === 200 ? readToken(answer.body, at) : undefined
  if (token !== undefined) return { kind: 'token', token } as const
  const reason = `The token endpoint answered ${answer.status} without a token.`
  return { kind: 'failed', reason } as const
}

export const createTokens = (): Tokens => {
  const tokens = new Map<string, Token>()

  return {
    authorize: async (authorization, at, send) => {
      if (authorization.scheme === 'Basic') {
        return granted(basic(authorization.userName, authorization.password))
      }
      if (authorization.scheme === 'ApiKey') return granted(authorization.key)
      const key = JSON.stringify(authorization)
      const known = tokens.get(key)
      if (known !== undefined && known.expiresAt > at) return granted(`Bearer ${known.value}`)
      const fetched = await fetchToken(authorization, at, send)
      if (fetched.kind === 'failed') return fetched
      tokens.set(key, fetched.token)
      return granted(`Bearer ${fetched.token.value}`)
    },
    forget: (authorization) => {
      tokens.delete(JSON.stringify(authorization))
    },
  }
}
