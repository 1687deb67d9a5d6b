import type * as z from 'zod/mini'

import { frameHeaders } from '#shared/api.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { type Handle, openHandle } from '../session/handle.ts'
import { type Caller, readCaller } from './current-session.ts'
import type { RouteContext } from './env.ts'

type FrameCaller = Caller & { readonly kind: 'frame' }

/**
 * The frame that makes a call only frames make.
 *
 * @throws BffError `invalid_request` where it is none of a known integrator's.
 */
export function requireFrame(deps: Deps, c: RouteContext): FrameCaller {
  const caller = readCaller(deps, c.env.incoming)
  if (caller.kind === 'frame') return caller
  throw new BffError('invalid_request', { message: 'This call is for a frame of a known portal.' })
}

/**
 * The handle with that id, from the frame's cookie or, in a cookieless page, its header.
 *
 * @throws BffError `not_connected` where the frame does not have it.
 */
export async function requireHandle(
  deps: Deps,
  c: RouteContext,
  caller: FrameCaller,
  id: string,
): Promise<Handle> {
  const { headers } = c.env.incoming
  const cookieless = headers[frameHeaders.handle.toLowerCase()]
  const isRefused = cookieless !== undefined && deps.config.embedCookieless === 'off'
  const handle = isRefused
    ? undefined
    : await openHandle(
        deps.seals,
        id,
        caller.client,
        headers.cookie,
        typeof cookieless === 'string' ? cookieless : undefined,
      )
  if (handle === undefined) {
    throw new BffError('not_connected', { message: 'This frame has no such handle.' })
  }
  return handle
}

/**
 * The JSON body of a call, checked.
 *
 * @throws BffError `invalid_request`.
 */
export async function readJson<S extends z.ZodMiniType>(
  c: RouteContext,
  schema: S,
): Promise<z.output<S>> {
  let body: unknown
  try {
    body = await c.req.json()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new BffError('invalid_request', { message: 'The body is not JSON.' })
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new BffError('invalid_request', { message: 'The body lacks a member or has a wrong one.' })
}
