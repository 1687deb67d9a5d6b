import { type QueryClient } from '@tanstack/react-query'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'
import type { Money } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import { cancelPayment, capturePayment, readPayment } from '../../api/app-payments.ts'
import { type Outcome, sendUntilClear } from '../../ui/form-send.ts'
import { judgeOf } from './explain.ts'

/** Captures, and where the answer is lost asks until it is known (docs: captures can be repeated). */
export function captureUntilClear(
  client: QueryClient,
  { id, amount }: Pick<AppPayment, 'id' | 'amount'>,
): Promise<Outcome<unknown>> {
  return sendUntilClear({
    send: () => act(client, () => capturePayment(id, amount)),
    isRepeatable: true,
    reread: () => rereadCapture(client, id),
    judge: judgeOf('capture'),
  })
}

/** Sends one capture. */
export function sendCapture(client: QueryClient, id: string, amount: Money): Promise<unknown> {
  return act(client, () => capturePayment(id, amount))
}

/** The payment if it is captured by now, else null. */
export async function rereadCapture(client: QueryClient, id: string): Promise<AppPayment | null> {
  const payment = await act(client, () => readPayment(id))
  return payment.state === 'captured' ? payment : null
}

/** Sends one cancellation. */
export function sendCancel(client: QueryClient, id: string): Promise<unknown> {
  return act(client, () => cancelPayment(id))
}

/** The payment if it is cancelled by now, else null. */
export async function rereadCancel(client: QueryClient, id: string): Promise<AppPayment | null> {
  const payment = await act(client, () => readPayment(id))
  return payment.state?.startsWith('cancelled') === true ? payment : null
}
