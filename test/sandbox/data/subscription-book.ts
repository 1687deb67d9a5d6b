import { type AgreementStates, createAgreementStates } from './agreement-states.ts'
import { type ChargeStates, createChargeStates } from './charge-states.ts'
import { type OneOffStates, createOneOffStates } from './one-off-states.ts'
import { type RefundStates, createRefundStates } from './refund-states.ts'
import type { Stage } from './stage.ts'
import { createSubscriptionCallbacks } from './subscription-callbacks.ts'

/** Everything that can happen in Subscriptions, the same for the seeded history and for the API. */
export interface SubscriptionBook {
  readonly agreements: AgreementStates
  readonly charges: ChargeStates
  readonly oneOffs: OneOffStates
  readonly refunds: RefundStates
}

export const createSubscriptionBook = (stage: Stage): SubscriptionBook => {
  const callbacks = createSubscriptionCallbacks(stage)
  const ids = stage.random('subscriptions')
  const charges = createChargeStates(stage, callbacks, ids)
  const oneOffs = createOneOffStates(stage, callbacks, ids)
  return {
    charges,
    oneOffs,
    agreements: createAgreementStates(stage, callbacks, { charges, oneOffs }, ids),
    refunds: createRefundStates(stage, callbacks, ids),
  }
}
