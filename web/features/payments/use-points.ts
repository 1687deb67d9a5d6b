import { useQuery } from '@tanstack/react-query'

import type { AppPaymentPoint } from '#shared/mobilepay/app-payments.ts'
import type { PaymentPoint } from '#shared/mobilepay/reporting.ts'

import { appPointsQuery } from '../../api/app-payments.ts'
import { paymentPointsQuery } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'

/** App Payments as Reporting writes it, whose points only it tells the state of. */
export const appProduct = 'App payments'

/** A payment point of whatever product. */
export interface AnyPoint extends PaymentPoint {
  /** Null where MobilePay does not tell. */
  readonly isActive: boolean | null
}

/** Every payment point: Reporting lists all, App Payments its own and whether they are active. */
export function usePoints() {
  const { session } = useConnection()
  const hasApp = session.scopes.includes('merchantpayments')
  const hasAll = session.scopes.includes('transactionreporting')
  const app = useQuery({ ...appPointsQuery, enabled: hasApp })
  const all = useQuery({ ...paymentPointsQuery, enabled: hasAll })
  const asked = [...(hasApp ? [app] : []), ...(hasAll ? [all] : [])]
  const isComplete = asked.every(({ data }) => data !== undefined)
  return {
    isGranted: hasApp || hasAll,
    data: isComplete ? joined(app.data ?? [], all.data ?? []) : undefined,
    error: asked.find(({ error }) => error !== null)?.error ?? null,
    isFetching: asked.some(({ isFetching }) => isFetching),
    fetchStatus: asked.find(({ data }) => data === undefined)?.fetchStatus ?? 'idle',
    dataUpdatedAt: isComplete ? Math.min(...asked.map(({ dataUpdatedAt }) => dataUpdatedAt)) : 0,
    errorUpdatedAt: Math.max(...asked.map(({ errorUpdatedAt }) => errorUpdatedAt)),
    refetch: () => Promise.all(asked.map(({ refetch }) => refetch())),
  } as const
}

function joined(
  app: readonly AppPaymentPoint[],
  all: readonly PaymentPoint[],
): readonly AnyPoint[] {
  const states = new Map(app.map(({ id, isActive }) => [id, isActive]))
  const listed = new Set(all.map(({ id }) => id))
  return [
    ...all.map((point) => ({ ...point, isActive: states.get(point.id) ?? null })),
    ...app
      .filter(({ id }) => !listed.has(id))
      .map((point) => ({ ...point, product: appProduct, alias: null })),
  ]
}
