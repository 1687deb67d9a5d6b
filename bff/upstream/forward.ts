import { BffError } from '../errors.ts'
import { readAnswer } from './answer.ts'
import type { UpstreamAnswer } from './answer.ts'
import { attempt } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { ClientGoneError } from './client.ts'
import type { Gateway } from './gateway.ts'
import { discardReply, headerOf, type Reply } from './reply.ts'
import type { UpstreamRequest } from './request.ts'
import { chooseDelay, mostRepeats, readRetryAfter } from './retry.ts'

/** Why a try gave no answer that could be passed on. */
interface Failure {
  readonly error: BffError
  /** Whether another try might go better, if the operation bears it. */
  readonly passing: boolean
  readonly stale: boolean
}

/**
 * Sends a call, and sends it again at most twice where the operation is safe to repeat, its body is
 * at hand, and MobilePay was unreachable or said 502, 503 or 504. All of it within `milliseconds`.
 *
 * @throws BffError as `Upstream.forward` says. @throws ClientGoneError.
 */
export async function forwardWithin(
  gateway: Gateway,
  request: UpstreamRequest,
  accessToken: string,
  milliseconds: number,
): Promise<UpstreamAnswer> {
  const { operation } = request
  const endsAt = performance.now() + milliseconds
  for (let repeats = 0; ; repeats += 1) {
    const remaining = repeats === 0 ? milliseconds : endsAt - performance.now()
    const outcome = await attempt(gateway, request, accessToken, remaining)
    if (outcome.kind === 'response' && !isUnavailable(outcome.reply)) {
      return readAnswer(request, outcome.reply, repeats, milliseconds)
    }
    const { error, passing, stale } = describe(outcome, operation.id, repeats)
    const again = passing && operation.safeToRepeat && request.repeatable && repeats < mostRepeats
    const delay = again
      ? chooseDelay(repeats, error.retryAfterSeconds, stale, endsAt - performance.now())
      : null
    if (delay === null) throw error
    await sleep(delay)
  }
}

function isUnavailable({ status }: Reply): boolean {
  return status === 502 || status === 503 || status === 504
}

function describe(outcome: Outcome, operation: string, repeats: number): Failure {
  const log = { operation, repeats }
  if (outcome.kind === 'client_gone') throw new ClientGoneError()
  if (outcome.kind === 'too_large') throw new BffError('body_too_large', { log })
  if (outcome.kind === 'full') {
    const error = new BffError('upstream_unavailable', {
      log: { ...log, reason: 'too many calls under way' },
      retryAfterSeconds: 1,
    })
    return { error, passing: false, stale: false }
  }
  if (outcome.kind === 'timed_out') {
    const error = new BffError('upstream_timeout', { log: { ...log, phase: outcome.phase } })
    return { error, passing: outcome.phase === 'connect', stale: false }
  }
  if (outcome.kind === 'failed') {
    const error = new BffError('upstream_unavailable', { cause: outcome.cause, log })
    return { error, passing: true, stale: outcome.stale }
  }
  const { status } = outcome.reply
  discardReply(outcome.reply)
  const retryAfterSeconds = readRetryAfter(headerOf(outcome.reply, 'retry-after'))
  const error = new BffError('upstream_unavailable', {
    log: { ...log, status },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
  return { error, passing: true, stale: false }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
