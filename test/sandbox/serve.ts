import type { ServerResponse } from 'node:http'

import { getRequestListener } from '@hono/node-server'

import { createApis } from './apis/apis.ts'
import type { Core } from './core.ts'
import type { Host } from './host.ts'
import { phonePaths } from './phone/paths.ts'
import { createPortalErrors } from './portal/portal-errors.ts'
import { createPortal } from './portal/portal.ts'
import {
  createAuthorizationServer,
  type AuthorizationServer,
} from './provider/authorization-server.ts'
import { discoveryDocument, tellDiscovery } from './provider/discovery.ts'
import { createVerify } from './provider/verify.ts'
import { gatewayPrefix, paths, portalPrefix } from './routes.ts'
import { apiStep } from './tutorial/narrate-api.ts'

/** Joins the provider, the portal's pages and the APIs to the two hosts. */
export function serve(core: Core, portal: Host, gateway: Host): AuthorizationServer {
  const errors = createPortalErrors()
  const server = createAuthorizationServer(core, errors)
  const pages = getRequestListener(createPortal(core, server, errors).fetch, {
    overrideGlobalObjects: false,
  })
  const apis = createApis(
    {
      verify: createVerify(core),
      now: core.clock.now,
      landing: core.urls.portal + phonePaths.open,
      observe: (event) => core.tutorial.tell(apiStep(event)),
    },
    core,
  )
  const calls = getRequestListener(apis.fetch, { overrideGlobalObjects: false })
  const document = discoveryDocument(core)

  portal.serve((path, request, response) => {
    const below = path.startsWith(portalPrefix) ? path.slice(portalPrefix.length) : ''
    if (below === paths.discovery) {
      tellDiscovery(core, document)
      sendJson(response, 200, document)
    } else if (below.startsWith(paths.authorize) || below.startsWith(paths.endSession))
      server.handle(portalPrefix, request, response)
    else void pages(request, response)
  })

  gateway.serve((path, request, response) => {
    if (path === '/healthz') sendJson(response, 200, '{"status":"ok"}')
    else if (!path.startsWith(`${gatewayPrefix}/`)) void calls(request, response)
    else {
      const below = path.slice(gatewayPrefix.length)
      if (below === paths.discovery) {
        tellDiscovery(core, document)
        sendJson(response, 200, document)
      } else if (below === paths.token || below === paths.jwks)
        server.handle(gatewayPrefix, request, response)
      // Advertised, but for resource servers: no client of MobilePay's can use it.
      else sendJson(response, below === paths.introspect ? 401 : 404, '')
    }
  })
  return server
}

function sendJson(response: ServerResponse, status: number, body: string) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
