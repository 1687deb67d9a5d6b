import { errorHeader } from '#shared/api.ts'
import { type ErrorCode, errorStatus } from '#shared/errors.ts'

import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { discardBody } from '../upstream/client.ts'
import { commonHeaders } from './common-headers.ts'
import type { Exchange } from './request.ts'

type Headers = Readonly<Record<string, string>>

/** What an error becomes on the wire, besides the headers that every answer has. */
export interface Refusal {
  readonly code: ErrorCode
  readonly status: (typeof errorStatus)[ErrorCode]
  readonly headers: Headers
  readonly body: Headers
}

type Subject = Pick<Exchange, 'incoming' | 'requestId' | 'entry'>

/**
 * Turns whatever was thrown into the error body of the contract, and logs it. Only a
 * {@link BffError} tells the client anything; any other error is ours, and its text stays in the log.
 */
export function refuse(log: Deps['log'], thrown: unknown, exchange: Subject): Refusal {
  const { incoming, requestId, entry } = exchange
  const error = thrown instanceof BffError ? thrown : new BffError('internal', { cause: thrown })
  const { code, message, retryAfterSeconds } = error
  entry.code = code
  if (code === 'internal' && incoming.destroyed) {
    // The client left in the middle of its own request.
    log.info({ requestId }, 'client gone')
  } else if (code === 'internal') {
    const stack = thrown instanceof Error ? thrown.stack : undefined
    const frames = stack?.split('\n').filter((line) => line.startsWith('    at '))
    log.error({ requestId, error: thrown, frames }, 'unexpected error')
  } else {
    log.info({ requestId, code, ...error.log, error }, 'refused')
  }
  const retryAfter: Headers =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return {
    code,
    status: errorStatus[code],
    headers: { [errorHeader]: code, ...error.headers, ...retryAfter },
    body: { code, message, requestId, ...error.body },
  }
}

/**
 * Makes what answers with a {@link Refusal} where no framework does. Never throws: where an answer
 * is under way, or cannot be written, the connection ends, which is all that can still be said.
 */
export function createWriteRefusal({ config, log }: { config: Config; log: Deps['log'] }) {
  const common = commonHeaders(config)
  return function writeRefusal(thrown: unknown, exchange: Exchange, extra?: Headers): void {
    const { incoming, outgoing, requestId } = exchange
    try {
      const { status, headers, body } = refuse(log, thrown, exchange)
      const bytes = Buffer.from(JSON.stringify(body))
      outgoing.writeHead(status, {
        'X-Request-Id': requestId,
        ...common,
        ...extra,
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': bytes.length,
      })
      outgoing.end(bytes)
      discardBody(incoming)
    } catch (error) {
      log.error({ requestId, error }, 'answer cannot be written')
      outgoing.destroy()
    }
  }
}
