import { Hono } from 'hono'
import type { Context } from 'hono'

import { type Worlds, createWorlds } from '../data/worlds.ts'
import { checkAccess } from './access.ts'
import { type Api, BadRequestError, type Call, type Operation } from './call.ts'
import type { ApiDeps } from './deps.ts'
import { type Dialect, openapiDialect } from './dialect.ts'
import { invoiceApi } from './invoice.ts'
import { paymentsApi } from './payments.ts'
import { isUuid } from './read-request.ts'
import { emptyReply } from './reply.ts'
import { reportingApi } from './reporting.ts'
import { subscriptionsApi } from './subscriptions.ts'
import { webhooksApi } from './webhooks.ts'

export interface ApiSettings {
  readonly dialect?: Dialect
  /** For who wants to look at the same merchants or reset them; made on the day of `deps.now()` otherwise. */
  readonly worlds?: Worlds
}

export const apis: readonly Api[] = [
  subscriptionsApi,
  invoiceApi,
  paymentsApi,
  reportingApi,
  webhooksApi,
]

const unauthorized = () => {
  const response = emptyReply(401)
  // HTTP demands a challenge; MobilePay's vagueness forbids anything in it.
  response.headers.set('www-authenticate', 'Bearer')
  return response
}

const answerCall = async (api: Api, { answer }: Operation, call: Call): Promise<Response> => {
  if (answer === undefined) return emptyReply(501)
  try {
    return await answer(call)
  } catch (error) {
    if (error instanceof BadRequestError) return api.badRequest(call, error.message)
    throw error
  }
}

/**
 * MobilePay's five APIs on the gateway's host: tokens and scopes checked, one merchant's data behind each token.
 * Everything lives in memory.
 */
export const createApis = (deps: ApiDeps, settings: ApiSettings = {}): Hono => {
  const { dialect = openapiDialect, worlds = createWorlds(deps.now()) } = settings
  const app = new Hono()

  const observed = (context: Context, response: Response, checked: string) => {
    const { method, path } = context.req
    deps.observe({ method, path, status: response.status, checked })
    return response
  }

  const serve = (api: Api, operation: Operation) => async (context: Context) => {
    const request = context.req
    const access = await checkAccess(api, request.header('authorization'), deps, worlds)
    if (access.status === 'refused') {
      const response = access.code === 401 ? unauthorized() : emptyReply(403)
      return observed(context, response, access.checked)
    }
    const sentId = request.header('correlationid') ?? ''
    const correlationId = isUuid(sentId) ? sentId : crypto.randomUUID()
    access.world.advance(deps.now())
    const call = { request, world: access.world, worlds, dialect, correlationId }
    return observed(context, await answerCall(api, operation, call), access.checked)
  }

  const operations = apis.flatMap((api) =>
    api.operations.map((operation) => ({ ...operation, serve: serve(api, operation) })),
  )
  for (const operation of operations) app.on(operation.method, operation.path, operation.serve)
  for (const [path, known] of Map.groupBy(operations, (operation) => operation.path)) {
    app.all(path, (context) => {
      const response = emptyReply(405)
      response.headers.set('allow', known.map(({ method }) => method).join(', '))
      return observed(context, response, 'The path exists, but not with this method.')
    })
  }
  app.notFound((context) => observed(context, emptyReply(404), 'There is no such path.'))
  return app
}
