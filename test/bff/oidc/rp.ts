import {
  type AuthorizationOutcome,
  validateAuthorizationResponse,
} from '../../../bff/oidc/authorization-response.ts'
import { type CodeGrantOutcome, exchangeCode } from '../../../bff/oidc/code-grant.ts'
import { createProvider, type Provider } from '../../../bff/oidc/provider.ts'
import { type ProcessedRefresh, processRefresh } from '../../../bff/oidc/refresh-grant.ts'
import { base64url, type Claims, leftHalf, sign } from '../../sandbox/faults/forgeries.ts'
import type { Reply } from '../../sandbox/faults/reply.ts'
import { issuer, type Op, paths } from './op.ts'

export const clientId = 'connect'
export const clientSecret = 'a secret with + & = %'
export const redirectUri = 'http://localhost/auth/callback'
export const state = 'state-of-this-login'
export const nonce = 'nonce-of-this-login'
export const codeVerifier = 'verifier-of-this-login-0123456789-0123456789'
export const code = 'code-1'
export const subject = 'subject-1'
export const vat = 'DK12345678'
export const asked = ['subscriptions', 'invoice'] as const
export const accessToken = jwt({ scope: ['subscriptions', 'invoice'], merchant_id: 'merchant-1' })

const seconds = () => Math.floor(Date.now() / 1000)
/** When this file's tests began; claims are relative to it. */
export const start = seconds()
export const authTime = start - 20

/** The bff's side: a provider object with nothing remembered, and a clock that can be moved. */
export interface Rp {
  readonly provider: Provider
  readonly now: () => number
  readonly advance: (seconds: number) => void
}

export function settingsFor(op: Op) {
  return {
    discoveryUrl: `${op.origin}${paths.discovery}`,
    issuer,
    apiUrl: 'https://api.example',
    clientId,
    clientSecret,
    providerTimeoutSeconds: 5,
  }
}

export function createRp(op: Op, changes: Partial<ReturnType<typeof settingsFor>> = {}): Rp {
  let ahead = 0
  const now = () => seconds() + ahead
  return {
    provider: createProvider({ ...settingsFor(op), ...changes }, now),
    now,
    advance(more) {
      ahead += more
    },
  }
}

/** Makes an ID token of claims; the honest way unless a test has its own. */
type Issue = (claims: Claims) => Promise<string> | string

/** The claims of both ID tokens of a login. A change to undefined takes a claim out. */
function loginClaims(changes: Claims = {}): Claims {
  const times = { iat: start, exp: start + 300, auth_time: authTime }
  return { iss: issuer, aud: clientId, sub: subject, nonce, sid: 'sid-1', ...times, ...changes }
}

interface Front {
  readonly claims?: Claims
  readonly issue?: Issue
  /** Changes to the parameters; undefined takes one out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>
  /** Further parameters, which may repeat one. */
  readonly extra?: readonly (readonly [string, string])[]
}

/** Validates an authorization response that is honest but for the changes. */
export async function validate(
  op: Op,
  { claims, issue = (all) => sign(all, op.key), parameters, extra = [] }: Front = {},
  rp: Rp = createRp(op),
): Promise<AuthorizationOutcome> {
  const idToken = await issue(loginClaims({ c_hash: leftHalf(code), ...claims }))
  const pairs = Object.entries({ code, id_token: idToken, state, ...parameters })
  const form = new URLSearchParams()
  for (const [name, value] of [...pairs, ...extra]) {
    if (value !== undefined) form.append(name, value)
  }
  return validateAuthorizationResponse(rp.provider, form, {
    clientId,
    state,
    nonce,
    now: rp.now(),
  })
}

interface Back {
  readonly front?: Front
  readonly claims?: Claims
  readonly issue?: Issue
  /** Changes to the token response's body; undefined takes a member out. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Another answer of the token endpoint, given the right body. */
  readonly reply?: (body: string) => Reply
}

/** Exchanges the code of an honest authorization response for an answer with the changes. */
export async function exchange(
  op: Op,
  { front, reply = (body) => ({ body }), ...changes }: Back = {},
  rp: Rp = createRp(op),
): Promise<CodeGrantOutcome> {
  const validated = await validate(op, front, rp)
  if (validated.kind !== 'validated') throw new Error('the authorization response was refused')
  op.alter(paths.token, reply(await tokenResponse(op, changes)))
  return exchangeCode(rp.provider, validated.response, {
    clientId,
    redirectUri,
    codeVerifier,
    nonce,
    vat,
    scopes: asked,
    now: rp.now,
  })
}

/** The body of an honest token response with the changes. */
export async function tokenResponse(op: Op, { claims, issue, body }: Back = {}): Promise<string> {
  const token = typeof body?.['access_token'] === 'string' ? body['access_token'] : accessToken
  const signed = issue ?? ((all: Claims) => sign(all, op.key))
  return JSON.stringify({
    access_token: token,
    token_type: 'Bearer',
    expires_in: 600,
    refresh_token: 'refresh-2',
    id_token: await signed(loginClaims({ at_hash: leftHalf(token), ...claims })),
    ...body,
  })
}

interface Refreshed extends Omit<Back, 'front' | 'reply'> {
  /** What the session remembers, where not the usual. */
  readonly expected?: Partial<Parameters<typeof processRefresh>[2]>
}

/** Checks a refresh answer that is honest, and without a nonce, but for the changes. */
export async function refresh(
  op: Op,
  { claims, expected, ...changes }: Refreshed = {},
  rp: Rp = createRp(op),
): Promise<ProcessedRefresh> {
  const body = await tokenResponse(op, { ...changes, claims: { nonce: undefined, ...claims } })
  return processRefresh(rp.provider, body, {
    clientId,
    vat,
    subject,
    authTime,
    nonce,
    scopes: asked,
    refreshToken: 'refresh-1',
    receivedAt: rp.now(),
    ...expected,
  })
}

/** An access token as MobilePay's: a JWT that only its APIs verify. */
export function jwt(payload: Claims | string): string {
  return `${base64url({ alg: 'RS256' })}.${base64url(payload)}.c2lnbmF0dXJl`
}

/** The last part of the name of the check that refused; the part before it names the step. */
export function failedCheck(outcome: {
  readonly kind: string
  readonly refused?: { readonly check: string }
}) {
  return outcome.refused?.check.split(': ').at(-1)
}

/** What every export of bff/oidc throws when the provider gives nothing to go by. */
export const unavailable = {
  name: 'BffError',
  code: 'provider_unavailable',
  retryAfterSeconds: 2,
}
