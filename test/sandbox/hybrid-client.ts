import { randomBytes } from 'node:crypto'

import * as oauth from 'oauth4webapi'

import type { Outcome } from '../support/portal-user.ts'
import type { Sandbox } from './sandbox.ts'

// The stand-in speaks plain http on loopback.
const options = { [oauth.allowInsecureRequests]: true }

/** An authorization request, and what its sender has to remember. */
export interface SentRequest {
  readonly url: URL
  readonly codeVerifier: string
  readonly nonce: string
  readonly state: string
}

export interface TokenAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** An integrator on oauth4webapi, for testing the stand-in without our own code. */
export async function createHybridClient({ settings }: Sandbox) {
  const issuer = new URL(settings.MOBILEPAY_ISSUER)
  const discovery = await fetch(settings.MOBILEPAY_DISCOVERY_URL)
  const server = await oauth.processDiscoveryResponse(issuer, discovery)
  const client = { client_id: settings.MOBILEPAY_CLIENT_ID }
  const authentication = oauth.ClientSecretPost(settings.MOBILEPAY_CLIENT_SECRET)
  const redirectUri = 'http://localhost:5173/auth/callback'

  /** `without` leaves parameters out, `changed` replaces them. */
  async function request(
    changed: Readonly<Record<string, string>> = {},
    ...without: readonly string[]
  ): Promise<SentRequest> {
    const codeVerifier = oauth.generateRandomCodeVerifier()
    const nonce = changed['nonce'] ?? oauth.generateRandomNonce()
    const state = oauth.generateRandomState()
    const url = new URL(String(server.authorization_endpoint))
    const parameters = {
      response_type: 'code id_token',
      response_mode: 'form_post',
      client_id: client.client_id,
      redirect_uri: redirectUri,
      scope: 'openid offline_access subscriptions transactionreporting',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      merchant_vat: 'DK12345678',
      ...changed,
    }
    for (const [name, value] of Object.entries(parameters))
      if (!without.includes(name)) url.searchParams.set(name, value)
    return { url, codeVerifier, nonce, state }
  }

  /** Everything a client has to check, up to the token response. */
  async function redeem(outcome: Outcome, { codeVerifier, nonce, state }: SentRequest) {
    const checked = await oauth.validateCodeIdTokenResponse(
      server,
      client,
      parametersOf(outcome),
      nonce,
      state,
      undefined,
      options,
    )
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      checked,
      redirectUri,
      codeVerifier,
      options,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, options)
    return tokens
  }

  /** A token request with nothing checked. */
  async function token(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    const body = new URLSearchParams({
      client_id: client.client_id,
      client_secret: settings.MOBILEPAY_CLIENT_SECRET,
      ...form,
    })
    const response = await fetch(String(server.token_endpoint), { method: 'POST', body })
    const answer: unknown = await response.json()
    if (typeof answer !== 'object' || answer === null) throw new Error('not a JSON object')
    return { status: response.status, body: { ...answer } }
  }

  return {
    server,
    request,
    redeem,
    token,
    exchange: async (outcome: Outcome, { codeVerifier }: SentRequest) =>
      token({
        grant_type: 'authorization_code',
        code: String(parametersOf(outcome).get('code')),
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
      }),
    refresh: async (refreshToken: unknown) =>
      token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) }),
    /** The status of an API call with this access token. */
    call: async (accessToken: unknown) => {
      const url = `${settings.MOBILEPAY_API_URL}/v3/reporting/paymentpoints`
      const headers = { authorization: `Bearer ${String(accessToken)}` }
      return (await fetch(url, { headers })).status
    },
  }
}

export function parametersOf(outcome: Outcome): URLSearchParams {
  if (outcome.kind === 'error') throw new Error(`stayed at the portal: ${outcome.text}`)
  const parameters = new URLSearchParams()
  for (const [name, value] of outcome.parameters) parameters.append(name, value)
  return parameters
}

/** A value nobody has used before. */
export const fresh = () => randomBytes(16).toString('hex')
