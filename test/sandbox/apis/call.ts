import type { HonoRequest } from 'hono'

import type { World } from '../data/world.ts'
import type { Worlds } from '../data/worlds.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Dialect } from './dialect.ts'

/** One request whose token has been found good for this merchant and this API. */
export interface Call {
  readonly request: HonoRequest
  readonly world: World
  readonly worlds: Worlds
  /** Where callbacks and webhooks go. */
  readonly delivery: Delivery
  readonly dialect: Dialect
  /** The address of the stand-in's own page for links that open the app. */
  readonly landing: string | undefined
  /** The caller's, or ours; error bodies repeat it. */
  readonly correlationId: string
}

export type Answer = (call: Call) => Response | Promise<Response>

/** One path and method of an API. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the gateway's host, in Hono's spelling. */
  readonly path: string
  /** Undefined until somebody builds it: the answer is then 501, never a success that did nothing. */
  readonly answer: Answer | undefined
}

export interface Api {
  readonly name: string
  readonly scope: string
  readonly operations: readonly Operation[]
  /** What a malformed request gets. */
  readonly badRequest: (
    call: Pick<Call, 'correlationId' | 'dialect' | 'world'>,
    message: string,
  ) => Response
  /** Whether the facade, which came after it, has it no more. */
  readonly endsWithMove: boolean
}

/** Thrown while a request is read; becomes the API's own 400. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
}

export const get = (path: string, answer?: Answer): Operation => ({ method: 'GET', path, answer })
export const post = (path: string, answer?: Answer): Operation => ({ method: 'POST', path, answer })
export const put = (path: string, answer?: Answer): Operation => ({ method: 'PUT', path, answer })
export const patch = (path: string, answer?: Answer): Operation => ({
  method: 'PATCH',
  path,
  answer,
})
export const remove = (path: string, answer?: Answer): Operation => ({
  method: 'DELETE',
  path,
  answer,
})
