import { decodeJwt, errors as joseErrors } from 'jose'
import type { errors } from 'oidc-provider'

import type { Check } from './tutorial.ts'

const secretNames = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'refresh_token',
])

/** Enough of a secret to recognise it by, and no more. */
function shorten(value: string): string {
  return `${value.slice(0, 6)}…`
}

/** One `name = value` a line, secrets shortened. Members that are absent are left out. */
export function showParameters(parameters: object | undefined): string {
  return Object.entries(parameters ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return `${name} = ${secretNames.has(name) ? shorten(text) : text}`
    })
    .join('\n')
}

/** What a token says, without its signature: nobody can use it. */
export function showClaims(token: unknown): string {
  if (typeof token !== 'string') return ''
  try {
    return JSON.stringify(decodeJwt(token), undefined, 2)
  } catch (error) {
    // A fault may have made it anything.
    if (error instanceof joseErrors.JWTInvalid) return token
    throw error
  }
}

const checkOf = (outcome: Check['outcome']) => (what: string, source: string) =>
  ({ outcome, what, source }) as const

export const passed = checkOf('passed')
export const failed = checkOf('failed')
/** Not for us to check, but for the integrator. */
export const forClient = checkOf('client')

/** Why the provider refused, as its own log would say. */
export function reasonOf(error: errors.OIDCProviderError): string {
  const detail: unknown = Reflect.get(error, 'error_detail')
  const reasons = [error.error_description, detail].filter((text) => typeof text === 'string')
  return [...new Set(reasons)].join(': ') || error.error
}
