import type { FaultRoute } from './faults.ts'

/** Which of the two servers a request came to. */
export type HostName = 'portal' | 'gateway'

export const gatewayPrefix = '/merchant-authentication-openidconnect'
export const portalPrefix = '/account'

/** Paths below the prefixes, as MobilePay has them. */
export const paths = {
  discovery: '/.well-known/openid-configuration',
  jwks: '/.well-known/openid-configuration/jwks',
  authorize: '/connect/authorize',
  token: '/connect/token',
  endSession: '/connect/endsession',
  introspect: '/connect/introspect',
} as const

/** Which fault queue a request belongs to; undefined for pages that are never broken. */
export function classify(host: HostName, path: string): FaultRoute | undefined {
  if (host === 'portal') {
    if (path === portalPrefix + paths.discovery) return 'discovery'
    return path === portalPrefix + paths.authorize ? 'authorize' : undefined
  }
  if (path === '/healthz') return undefined
  if (!path.startsWith(`${gatewayPrefix}/`)) return 'api'
  switch (path.slice(gatewayPrefix.length)) {
    case paths.discovery:
      return 'discovery'
    case paths.jwks:
      return 'jwks'
    case paths.token:
      return 'token'
    default:
      return undefined
  }
}
