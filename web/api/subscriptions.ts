import { queryOptions } from '@tanstack/react-query'

import {
  type Charge,
  type ChargeRequest,
  chargesAnswer,
  chargesBody,
  chargesReceipt,
  type ChargesReceipt,
} from '#shared/mobilepay/charges.ts'
import type { homes } from '#shared/mobilepay/common.ts'
import { type Provider, providersAnswer } from '#shared/mobilepay/subscriptions.ts'

import { call } from './client.ts'

const base = '/api/subscriptions/api'

export type Home = (typeof homes)[keyof typeof homes]

/** The merchant's products in the Subscriptions API. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }): Promise<readonly Provider[]> =>
    call(`${base}/merchants/me`, providersAnswer, { signal }),
  staleTime: 5 * 60_000,
})

/** The charges of an agreement, the newest first. MobilePay has no pages for them. */
export async function readCharges(
  { provider, agreement, home }: { provider: string; agreement: string; home: Home },
  signal?: AbortSignal,
): Promise<readonly Charge[]> {
  const path = `${base}/providers/${provider}/agreements/${agreement}/paymentrequests`
  const charges = await call(path, chargesAnswer(home), signal ? { signal } : {})
  return charges.toSorted((one, other) => other.dueDay.localeCompare(one.dueDay))
}

/** Asks for charges. Only their shape is checked at once; the rest shows in their agreement later. */
export function requestCharges(
  provider: string,
  charges: readonly ChargeRequest[],
): Promise<ChargesReceipt> {
  return call(`${base}/providers/${provider}/paymentrequests`, chargesReceipt, {
    method: 'POST',
    body: chargesBody(charges),
  })
}
