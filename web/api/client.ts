import * as z from 'zod/mini'

import { csrfHeader, errorBodySchema, errorHeader } from '#shared/api.ts'
import { isErrorCode } from '#shared/errors.ts'
import { anyCase } from '#shared/mobilepay/names.ts'

import { ApiError } from './errors.ts'

interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Asks for secrets that the bff otherwise masks; on a person's click only. */
  readonly reveal?: boolean
  readonly signal?: AbortSignal
}

/** Calls `path` and parses the answer; sends once and never again (the bff repeats what is safe). */
export type Call = <T>(path: string, schema: z.ZodMiniType<T>, options?: CallOptions) => Promise<T>

// Longer than the bff's own limits, so this ends only calls the network swallowed.
const timeoutMilliseconds = 90_000

type Send = (address: string, init: RequestInit) => Promise<Response>

let send: Send = (address, init) => fetch(address, init)

/** Sends every call from now on another way: a framed console's say who frames it. */
export function sendBy(way: Send): void {
  send = way
}

/** Makes the console's one way to the bff. `origin` is empty in the browser: same origin only. */
export function createCall(origin = ''): Call {
  return async (path, schema, options = {}) => {
    const { response, body } = await ask(origin, path, options, asText)
    const parsed = z.safeParse(schema, jsonOf(body))
    if (parsed.success) return parsed.data
    throw new ApiError('unexpected_answer', { ...idsOf(response), cause: parsed.error })
  }
}

/** Reads a file of MobilePay's, as it is. */
export async function readFile(path: string): Promise<Blob> {
  return (await ask('', path, {}, asFile)).body
}

const asText = (response: Response) => response.text()
const asFile = (response: Response) => response.blob()

async function ask<B>(
  origin: string,
  path: string,
  { method = 'GET', query, body, reveal, signal }: CallOptions,
  read: (response: Response) => Promise<B>,
): Promise<{ readonly response: Response; readonly body: B }> {
  const search = query ? `?${new URLSearchParams(query).toString()}` : ''
  const timeout = AbortSignal.timeout(timeoutMilliseconds)
  let response: Response
  let refusal: string
  try {
    response = await send(`${origin}${path}${search}`, {
      method,
      headers: {
        [csrfHeader.name]: csrfHeader.value,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(reveal === true ? { 'x-reveal': '1' } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    if (response.ok) return { response, body: await read(response) }
    refusal = await response.text()
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('network_error', { cause: error })
  }
  throw problemOf(path, response, refusal)
}

export const call = createCall()

const optionalId = z.nullish(z.union([z.string(), z.number()]))
const details = z.object({
  message: z.nullish(z.string()),
  errorDescription: z.nullish(z.string()),
  correlationId: z.nullish(z.string()),
  code: optionalId,
  errorCode: optionalId,
})

// Each of MobilePay's APIs has an error body of its own; two keep what matters one level down.
const mobilePayBody = anyCase(
  z.pipe(
    z.union([
      z.pipe(
        z.object({ errorDescription: details }),
        z.transform(({ errorDescription }) => errorDescription),
      ),
      z.pipe(
        z.object({ errorDetails: details }),
        z.transform(({ errorDetails }) => errorDetails),
      ),
      details,
    ]),
    z.transform(({ message, errorDescription, correlationId, code, errorCode }) => ({
      correlationId,
      detail: (message ?? errorDescription)?.slice(0, 300) || null,
      reason: String(errorCode ?? code ?? '') || null,
    })),
  ),
)

function problemOf(path: string, response: Response, text: string): ApiError {
  const ids = idsOf(response)
  const body = jsonOf(text)
  const code = response.headers.get(errorHeader)
  if (isErrorCode(code)) {
    const own = z.safeParse(errorBodySchema, body)
    const scope = own.success ? (own.data.scope ?? null) : null
    const requestId = own.success ? own.data.requestId : ids.requestId
    return new ApiError(code, { ...ids, requestId, scope })
  }
  // Not made by the bff. Under /api that is MobilePay's answer, elsewhere something between us.
  if (!path.startsWith('/api/')) return new ApiError('unexpected_answer', ids)
  const parsed = z.safeParse(mobilePayBody, body)
  const { correlationId, ...theirs } = parsed.data ?? {}
  return new ApiError(response.status === 429 ? 'rate_limited' : 'mobilepay_error', {
    ...ids,
    ...theirs,
    correlationId: correlationId ?? ids.correlationId,
  })
}

function idsOf({ status, headers }: Response) {
  return {
    status,
    requestId: headers.get('x-request-id'),
    correlationId: headers.get('correlationid'),
    retryAfterSeconds: retryAfterOf(headers.get('retry-after')),
  }
}

// RFC 9110 section 10.2.3: seconds or an HTTP date.
function retryAfterOf(value: string | null): number | null {
  if (value === null) return null
  if (/^\d{1,6}$/.test(value)) return Number(value)
  const at = value.endsWith('GMT') ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
