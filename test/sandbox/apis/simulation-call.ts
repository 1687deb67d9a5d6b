import type { HonoRequest } from 'hono'

import { type Customer, findCustomer } from '../data/customers.ts'
import type { World } from '../data/world.ts'
import type { Worlds } from '../data/worlds.ts'
import { BadRequestError, type Operation } from './call.ts'
import type { Dialect } from './dialect.ts'
import { isUuid } from './read-request.ts'
import { emptyReply, jsonReply } from './reply.ts'

/** A request that plays a customer: there is no merchant and no token, only the header `AuthenticatedUser`. */
export interface SimulationCall {
  readonly request: HonoRequest
  readonly customer: Customer
  /** Those merchants that somebody has looked at: no other has anything that anybody knows of. */
  readonly worlds: readonly World[]
  readonly dialect: Dialect
  readonly correlationId: string
}

export interface Simulation extends Pick<Operation, 'method' | 'path'> {
  readonly answer: (call: SimulationCall) => Response | Promise<Response>
  readonly badRequest: (
    call: Pick<SimulationCall, 'correlationId' | 'dialect'>,
    message: string,
  ) => Response
}

export const simulationId = ({ request }: SimulationCall, name: string): string =>
  (request.param(name) ?? '').toLowerCase()

export const simulationError = (
  { correlationId }: Pick<SimulationCall, 'correlationId'>,
  status: 400 | 412,
  message: string,
): Response => jsonReply({ code: null, message, correlationId }, status)

/** Finds out who the customer is, and answers. */
export const answerSimulation = async (
  { answer, badRequest }: Simulation,
  {
    request,
    worlds,
    dialect,
  }: Pick<SimulationCall, 'request' | 'dialect'> & { readonly worlds: Worlds },
): Promise<Response> => {
  const sentId = request.header('correlationid') ?? ''
  const correlationId = isUuid(sentId) ? sentId : crypto.randomUUID()
  const customer = findCustomer(request.header('authenticateduser') ?? '')
  if (customer === undefined) return emptyReply(401)
  const open = worlds.all().filter((world) => world.isOpen())
  try {
    return await answer({ request, customer, worlds: open, dialect, correlationId })
  } catch (error) {
    if (error instanceof BadRequestError) {
      return badRequest({ correlationId, dialect }, error.message)
    }
    throw error
  }
}
