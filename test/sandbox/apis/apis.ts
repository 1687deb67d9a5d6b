import { Hono } from 'hono'
import type { Context } from 'hono'

import { type Worlds, createWorlds } from '../data/worlds.ts'
import { type Delivery, createDelivery } from '../delivery/delivery.ts'
import { checkAccess } from './access.ts'
import { type Api, BadRequestError, type Call, type Operation } from './call.ts'
import type { ApiDeps } from './deps.ts'
import { type Dialect, openapiDialect } from './dialect.ts'
import { invoiceSimulation } from './invoice-simulation.ts'
import { invoiceApi } from './invoice.ts'
import { paymentsApi } from './payments.ts'
import { createRateLimits } from './rate-limits.ts'
import { isUuid } from './read-request.ts'
import { emptyReply } from './reply.ts'
import { reportingApi } from './reporting.ts'
import { type Simulation, answerSimulation } from './simulation-call.ts'
import { subscriptionSimulation } from './subscription-simulation.ts'
import { subscriptionsApi } from './subscriptions.ts'
import { webhooksApi } from './webhooks.ts'

export interface ApiSettings {
  readonly dialect?: Dialect
  /** For who wants to look at the same merchants or reset them; made on the day of `deps.now()` otherwise. */
  readonly worlds?: Worlds
  /** Where the worlds' callbacks and webhooks go. */
  readonly delivery?: Delivery
}

export const apis: readonly Api[] = [
  subscriptionsApi,
  invoiceApi,
  paymentsApi,
  reportingApi,
  webhooksApi,
]

/** Sandbox only: MobilePay's own way to play a customer. */
export const simulations: readonly Simulation[] = [...subscriptionSimulation, ...invoiceSimulation]

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
  const { dialect = openapiDialect, delivery = createDelivery({ now: deps.now }) } = settings
  const { worlds = createWorlds(deps.now(), { dialect, deliver: delivery.deliver }) } = settings
  const app = new Hono()
  const limit = createRateLimits(deps.now)

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
    const { landing } = deps
    const { world } = access
    const call = { request, world, worlds, delivery, dialect, landing, correlationId }
    const limited = limit(operation, call)
    if (limited) return observed(context, limited, 'That was one call too many for this minute.')
    return observed(context, await answerCall(api, operation, call), access.checked)
  }

  const simulate = (simulation: Simulation) => async (context: Context) => {
    worlds.advance(deps.now())
    const asked = { request: context.req, worlds, dialect }
    const response = await answerSimulation(simulation, asked)
    return observed(
      context,
      response,
      'A customer does something on her phone: no token is needed.',
    )
  }

  const operations = [
    ...apis.flatMap((api) =>
      api.operations.map((operation) => ({
        method: operation.method,
        path: operation.path,
        serve: serve(api, operation),
      })),
    ),
    ...simulations.map((simulation) => ({
      method: simulation.method,
      path: simulation.path,
      serve: simulate(simulation),
    })),
  ]
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
