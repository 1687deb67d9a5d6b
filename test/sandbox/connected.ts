import { createPortalUser } from '../support/portal-user.ts'
import { createHybridClient } from './hybrid-client.ts'
import { merchants } from './merchants.ts'
import { productScopes } from './products.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts'

type Profile = (typeof merchants)[number]['profile']

/** Calls one merchant's APIs over HTTP, with a token from a real login. */
export interface Merchant {
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
  /** The JSON of an answer that must be a success. */
  readonly json: (method: string, path: string, body?: unknown) => Promise<unknown>
}

const logIn = async (sandbox: Sandbox, profile: Profile) => {
  const merchant = merchants.find((candidate) => candidate.profile === profile)
  if (merchant === undefined) throw new Error(`no merchant ${profile}`)
  const email = merchant.country === 'FI' ? 'aino@example.fi' : 'mette@example.dk'
  const client = await createHybridClient(sandbox)
  const sent = await client.request({
    merchant_vat: merchant.vat,
    scope: ['openid', 'offline_access', ...productScopes].join(' '),
  })
  const { body } = await client.exchange(
    await createPortalUser({ email }).authorize(sent.url),
    sent,
  )
  return String(body['access_token'])
}

/** A sandbox, and a merchant in it who has allowed everything. */
export const startConnected = async (
  profile: Profile,
  options: SandboxOptions = {},
): Promise<{ readonly sandbox: Sandbox; readonly merchant: Merchant }> => {
  // Long enough for tests that move the clock.
  const sandbox = await startSandbox({ accessTokenSeconds: 10_000_000, ...options })
  const token = await logIn(sandbox, profile)
  const send: Merchant['send'] = async (method, path, body, headers = {}) =>
    fetch(sandbox.gatewayUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    sandbox,
    merchant: {
      send,
      json: async (method, path, body) => {
        const response = await send(method, path, body)
        const text = await response.text()
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
        const parsed: unknown = JSON.parse(text)
        return parsed
      },
    },
  }
}
