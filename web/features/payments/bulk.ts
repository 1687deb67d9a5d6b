import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import type { Outcome } from '../../ui/form-send.ts'
import type { Problem } from '../../ui/problem.ts'

/** How far one payment of several is. */
export type RowPhase =
  | { readonly name: 'waiting' }
  | { readonly name: 'sending' }
  | { readonly name: 'done' }
  | { readonly name: 'refused'; readonly problem: Problem }
  | { readonly name: 'unclear'; readonly problem: Problem }

const atOnce = 3

/**
 * Does something with each payment, a few at a time. One that fails stops no other, except where the
 * connection is over or MobilePay asks us to wait: then the rest stays as it is.
 */
export async function doEach(
  payments: readonly AppPayment[],
  one: (payment: AppPayment) => Promise<Outcome<unknown>>,
  onPhase: (id: string, phase: RowPhase) => void,
  signal: AbortSignal,
): Promise<void> {
  const queue = payments.values()
  let isOver = false
  const work = async () => {
    for (const payment of queue) {
      if (isOver || signal.aborted) return
      onPhase(payment.id, { name: 'sending' })
      // Each call waits for the one before: that is what a worker is.
      const outcome = await one(payment)
      onPhase(payment.id, phaseOf(outcome))
      if (outcome.name !== 'done' && endsAll.has(outcome.problem.code)) isOver = true
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

const endsAll = new Set([
  'not_connected',
  'session_expired',
  'consent_ended',
  'scope_missing',
  'rate_limited',
])

function phaseOf(outcome: Outcome<unknown>): RowPhase {
  if (outcome.name === 'done') return { name: 'done' }
  return { name: outcome.name, problem: outcome.problem }
}
