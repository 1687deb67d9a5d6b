import type { IncomingMessage, ServerResponse } from 'node:http'

import { Provider, type InteractionResults } from 'oidc-provider'

import type { Core } from '../core.ts'
import type { PortalErrors } from '../portal/portal-errors.ts'
import { narrateAuthorization } from '../tutorial/narrate-authorization.ts'
import { narrateTokens } from '../tutorial/narrate-tokens.ts'
import { createRequestChecks } from './authorization-checks.ts'
import { shapeAuthorizationResponses } from './authorization-response.ts'
import { cookieNames, createConfiguration, sessionSeconds } from './configuration.ts'
import { shapeIdTokens } from './id-token.ts'
import { addFrontChannelLogout } from './logout.ts'
import { shapeTokenEndpoint } from './token-endpoint.ts'

export interface AuthorizationServer {
  /** Answers a request whose path begins with `prefix`, which the provider does not see. */
  readonly handle: (prefix: string, request: IncomingMessage, response: ServerResponse) => void
  readonly interaction: (request: IncomingMessage, response: ServerResponse) => Promise<Interaction>
  /** Ends an interaction and says where the browser goes on. */
  readonly finish: (
    request: IncomingMessage,
    response: ServerResponse,
    result: InteractionResults,
  ) => Promise<string>
  /** The portal user behind a session cookie. */
  readonly subjectOf: (sessionId: string | undefined) => Promise<string | undefined>
  readonly logIn: (subject: string) => Promise<string>
  readonly logOut: (sessionId: string) => Promise<void>
  /** Starts to sign with a new key, and shows the previous one beside it. */
  readonly rotateKeys: () => Promise<void>
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

export const sessionCookie = cookieNames.session

export function createAuthorizationServer(
  core: Core,
  portalErrors: PortalErrors,
): AuthorizationServer {
  const checkRequest = createRequestChecks(core)
  let provider = build()
  let callback = provider.callback()

  // A provider reads its keys once, so new keys mean a new provider. All else is in the store.
  function build(): Provider {
    const configuration = createConfiguration(core, portalErrors, checkRequest)
    const built = new Provider(core.urls.issuer, configuration)
    allowPlainHttp(built)
    shapeIdTokens(built, core)
    shapeTokenEndpoint(built, core)
    shapeAuthorizationResponses(built, core)
    addFrontChannelLogout(built, core)
    narrateAuthorization(built, core)
    narrateTokens(built, core)
    built.on('server_error', (_ctx, error) => console.error('stand-in:', error))
    return built
  }

  return {
    handle: (prefix, request, response) => {
      const url = withConsentPrompt(request.url ?? '/')
      // The provider finds out where it is mounted by comparing the two.
      Object.assign(request, { originalUrl: url, url: url.slice(prefix.length) })
      void callback(request, response)
    },
    interaction: (request, response) => provider.interactionDetails(request, response),
    finish: (request, response, result) => provider.interactionResult(request, response, result),
    subjectOf: async (sessionId) =>
      sessionId === undefined ? undefined : (await provider.Session.find(sessionId))?.accountId,
    logIn: async (subject) => {
      const session = new provider.Session()
      session.loginAccount({ accountId: subject, loginTs: core.clock.seconds() })
      return session.save(sessionSeconds)
    },
    logOut: async (sessionId) => (await provider.Session.find(sessionId))?.destroy(),
    rotateKeys: async () => {
      await core.keys.rotate()
      provider = build()
      callback = provider.callback()
    },
  }
}

/** The provider drops offline_access, and with it the refresh token, unless consent is prompted for. */
function withConsentPrompt(url: string): string {
  const [path = '', query] = url.split('?', 2)
  if (query === undefined || !path.endsWith('/connect/authorize')) return url
  const parameters = new URLSearchParams(query)
  const offline = parameters.get('scope')?.split(' ').includes('offline_access')
  return offline && !parameters.has('prompt') ? `${url}&prompt=consent` : url
}

/** The provider refuses http and localhost redirects of hybrid clients; a stand-in needs both. */
function allowPlainHttp(provider: Provider) {
  const schema: unknown = Reflect.get(provider.Client, 'Schema')
  if (typeof schema !== 'function') throw new Error('oidc-provider no longer has a client schema')
  const prototype: unknown = schema.prototype
  if (typeof prototype !== 'object' || prototype === null) return
  const invalidate: unknown = Reflect.get(prototype, 'invalidate')
  if (typeof invalidate !== 'function') throw new Error('oidc-provider: no Schema#invalidate')
  Reflect.set(
    prototype,
    'invalidate',
    function invalid(this: unknown, message: string, code?: string) {
      if (code?.startsWith('implicit-')) return
      Reflect.apply(invalidate, this, [message, code])
    },
  )
}
