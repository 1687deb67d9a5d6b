import type { Core } from '../core.ts'
import { gatewayPrefix, paths, portalPrefix } from '../routes.ts'
import { forClient } from '../tutorial/show.ts'

/** The discovery document: MobilePay's eight members, the same at both of its addresses. */
export function discoveryDocument({ urls: { gateway, issuer, portal } }: Core): string {
  return JSON.stringify({
    issuer,
    jwks_uri: gateway + gatewayPrefix + paths.jwks,
    authorization_endpoint: portal + portalPrefix + paths.authorize,
    token_endpoint: gateway + gatewayPrefix + paths.token,
    end_session_endpoint: portal + portalPrefix + paths.endSession,
    introspection_endpoint: gateway + gatewayPrefix + paths.introspect,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
  })
}

export function tellDiscovery({ tutorial }: Core, document: string) {
  tutorial.tell({
    number: 1,
    title: 'Discovery',
    why: 'Endpoints may move, so they are asked for at run time. The issuer is not the address this came from: the client must know which one to expect, or any document would do.',
    request: `GET ${portalPrefix}${paths.discovery}`,
    response: JSON.stringify(JSON.parse(document), undefined, 2),
    checks: [forClient('issuer is the one it expects', 'OIDC Discovery 4.3')],
  })
}
