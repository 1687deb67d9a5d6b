import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createPortalUser } from '../support/portal-user.ts'
import { parametersOf } from './hybrid-client.ts'
import { type Sandbox, startSandbox } from './sandbox.ts'

// A client library that neither the stand-in nor the bff is built with.

const redirectUri = 'http://localhost:5173/auth/callback'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

const configure = () => {
  const { settings } = sandbox
  // By the document's full address it takes the issuer that stands there, which is another one, as at MobilePay.
  return client.discovery(
    new URL(settings.MOBILEPAY_DISCOVERY_URL),
    settings.MOBILEPAY_CLIENT_ID,
    undefined,
    client.ClientSecretPost(settings.MOBILEPAY_CLIENT_SECRET),
    {
      execute: [
        client.allowInsecureRequests,
        client.useCodeIdTokenResponseType,
        client.enableNonRepudiationChecks,
      ],
    },
  )
}

test.for(['fragment', 'form_post'] as const)(
  'openid-client logs in by %s, calls an API and refreshes',
  async (responseMode) => {
    const configuration = await configure()
    expect(configuration.serverMetadata().issuer).toBe(sandbox.settings.MOBILEPAY_ISSUER)
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const expectedNonce = client.randomNonce()
    const expectedState = client.randomState()
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid offline_access merchantpayments',
      response_mode: responseMode,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      nonce: expectedNonce,
      state: expectedState,
      merchant_vat: 'DK12345678',
    })
    expect(url.searchParams.get('response_type')).toBe('code id_token')
    const outcome = await createPortalUser({ email: 'mette@example.dk' }).authorize(url)
    const parameters = parametersOf(outcome)
    const landed =
      responseMode === 'fragment'
        ? new URL(`${redirectUri}#${parameters.toString()}`)
        : new Request(redirectUri, { method: 'POST', body: parameters })

    const tokens = await client.authorizationCodeGrant(configuration, landed, {
      pkceCodeVerifier,
      expectedNonce,
      expectedState,
      idTokenExpected: true,
    })
    expect(tokens.claims()).toMatchObject({ aud: sandbox.settings.MOBILEPAY_CLIENT_ID })
    const resource = new URL('/v1/paymentpoints', sandbox.gatewayUrl)
    const call = async (accessToken: string) =>
      (await client.fetchProtectedResource(configuration, accessToken, resource, 'GET')).status
    expect(await call(tokens.access_token)).toBe(200)

    const renewed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token)
    expect(await call(renewed.access_token)).toBe(200)
  },
)
