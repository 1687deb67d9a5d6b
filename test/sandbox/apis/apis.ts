import { setTimeout as sleep } from 'node:timers/promises'

import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context } from 'hono'

import { isFacade } from '../data/facade.ts'
import { type Worlds, createWorlds } from '../data/worlds.ts'
import { type Delivery, createDelivery } from '../delivery/delivery.ts'
import { checkAccess } from './access.ts'
import { type Api, BadRequestError, type Call, type Operation } from './call.ts'
import type { ApiDeps } from './deps.ts'
import { type Dialect, openapiDialect } from './dialect.ts'
import { invoiceSimulation } from './invoice-simulation.ts'
import { invoiceApi } from './invoice.ts'
import { type Mishap, type MishapSource, nameOf } from './mishaps.ts'
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
  readonly mishaps?: Pick<MishapSource, 'take'>
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

/** `POST /v1/refunds` and the like, of all operations that a token opens. */
export const operationNames: readonly string[] = apis.flatMap(({ operations }) =>
  operations.map(nameOf),
)

type GatewayContext = Context<{ Bindings: Partial<HttpBindings> }>

const somethingElse = ({ body, contentType, status }: Extract<Mishap, { body: string }>) =>
  new Response(body, { status, headers: { 'content-type': contentType } })

/** Nobody hears the answer: the connection is gone. */
const breakOff = (context: GatewayContext) => {
  context.env.outgoing?.socket?.resetAndDestroy()
  return emptyReply(500)
}

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
export const createApis = (deps: ApiDeps, settings: ApiSettings = {}) => {
  const { dialect = openapiDialect, delivery = createDelivery({ now: deps.now }) } = settings
  const { worlds = createWorlds(deps.now(), { dialect, deliver: delivery.deliver }) } = settings
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>()
  const limit = createRateLimits(deps.now)

  const observed = (context: GatewayContext, response: Response, checked: string) => {
    const { method, path } = context.req
    deps.observe({ method, path, status: response.status, checked })
    return response
  }

  /** The answer, unless something was arranged to go wrong. */
  const answerOrFail = async (
    operation: Operation,
    answer: () => Promise<Response>,
    context: GatewayContext,
  ): Promise<Response> => {
    const mishap = settings.mishaps?.take(operation)
    switch (mishap?.kind) {
      case undefined:
        return answer()
      case 'delay':
        await sleep(mishap.milliseconds)
        return answer()
      case 'reset':
        return breakOff(context)
      case 'lose':
        await answer()
        return breakOff(context)
      case 'misreport':
        await answer()
        return somethingElse(mishap)
      case 'respond':
        return somethingElse(mishap)
      default:
        return mishap satisfies never
    }
  }

  const serve = (api: Api, operation: Operation) => async (context: GatewayContext) => {
    const request = context.req
    const access = await checkAccess(api, request.header('authorization'), deps, worlds)
    if (access.status === 'refused') {
      const response = access.code === 401 ? unauthorized() : emptyReply(403)
      return observed(context, response, access.checked)
    }
    if (api.endsWithMove && isFacade(access.world.rules)) {
      return observed(context, emptyReply(404), `${api.name} ended with the move.`)
    }
    const sentId = request.header('correlationid') ?? ''
    const correlationId = isUuid(sentId) ? sentId : crypto.randomUUID()
    access.world.advance(deps.now())
    const { landing } = deps
    const { world } = access
    const call = { request, world, worlds, delivery, dialect, landing, correlationId }
    const limited = limit(operation, call)
    if (limited) return observed(context, limited, 'That was one call too many for this minute.')
    const response = await answerOrFail(operation, () => answerCall(api, operation, call), context)
    return observed(context, response, access.checked)
  }

  const simulate = (simulation: Simulation) => async (context: GatewayContext) => {
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
