import { useQuery } from '@tanstack/react-query'

import type { Instant } from '#shared/dates.ts'
import {
  type AppPayment,
  type AppRefund,
  refundMilliseconds,
} from '#shared/mobilepay/app-payments.ts'
import { type Money, sumMoney } from '#shared/money.ts'

import { capturedQuery, refundsQuery } from '../../api/app-payments.ts'
import type { ApiError } from '../../api/errors.ts'
import { useConnection } from '../../api/session.ts'

interface Refundable {
  readonly isLoading: boolean
  /** Null where MobilePay lists none any more, or it could not be read. */
  readonly refunds: readonly AppRefund[] | null
  readonly error: ApiError | null
  /** Null where the ledger does not show it. */
  readonly captured: Money | null
  /** What can still be refunded, or where `isExact` is false at most. */
  readonly remaining: Money
  readonly isExact: boolean
}

/** What is left of a captured payment. MobilePay tells it only as the answer to a refund. */
export function useRefundable(payment: AppPayment): Refundable {
  const { session } = useConnection()
  const isCaptured = payment.state === 'captured'
  const { currency } = payment.amount
  const refunds = useQuery({ ...refundsQuery(payment.id, currency), enabled: isCaptured })
  const hasLedger = session.scopes.includes('transactionreporting')
  const captured = useQuery({ ...capturedQuery(payment), enabled: isCaptured && hasLedger })
  const list = refunds.data ?? null
  const taken = captured.data ?? null
  const returned = sumMoney(
    (list ?? []).map(({ amount }) => amount),
    currency,
  )
  const minor = Math.max(0, (taken ?? payment.amount).minor - returned.minor)
  return {
    isLoading: refunds.isLoading || captured.isLoading,
    refunds: list,
    error: refunds.error,
    captured: taken,
    remaining: { minor, currency },
    isExact: list !== null && taken !== null,
  }
}

/** Until when a captured payment can be refunded. */
export function refundEnd({ updatedAt }: Pick<AppPayment, 'updatedAt'>): Instant {
  return updatedAt + refundMilliseconds
}
