import type { ChargeStates } from './charge-states.ts'
import type { Customer } from './customers.ts'
import { facade, isFacade } from './facade.ts'
import type { OneOffStates } from './one-off-states.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionCallbacks } from './subscription-callbacks.ts'
import { agreementEvents } from './subscription-events.ts'
import { type Act, type Agreement, done, refused } from './subscriptions.ts'

type AgreementRequest = Omit<
  Agreement,
  | 'id'
  | 'createdAt'
  | 'status'
  | 'acceptedAt'
  | 'canceledAt'
  | 'customer'
  | 'charges'
  | 'oneOffs'
  | 'refunds'
>

export interface AgreementStates {
  /** Pending, until somebody answers or its time is over. */
  readonly create: (request: AgreementRequest, ids?: Random) => Agreement
  /** By a test user, or by one of the seeded history's people. */
  readonly accept: (agreement: Agreement, customer?: Customer) => Act
  readonly reject: (agreement: Agreement) => Act
  readonly cancel: (agreement: Agreement, by: 'user' | 'merchant' | 'system') => Act
}

const minuteMilliseconds = 60_000
const hourMilliseconds = 3_600_000

const cancelEvents = {
  user: agreementEvents.canceledByUser,
  merchant: agreementEvents.canceledByMerchant,
  system: agreementEvents.canceledBySystem,
} as const

/** Agreements never come back to life. What hangs on them ends with them. */
export const createAgreementStates = (
  { agenda, rules }: Stage,
  callbacks: SubscriptionCallbacks,
  { charges, oneOffs }: { readonly charges: ChargeStates; readonly oneOffs: OneOffStates },
  ownIds: Random,
): AgreementStates => {
  const expire = (agreement: Agreement) => {
    if (agreement.status !== 'Pending') return
    agreement.status = 'Expired'
    callbacks.agreement(agreement, agreementEvents.expired)
    for (const oneOff of agreement.oneOffs) oneOffs.expire(oneOff)
  }
  const cancelRefusal = (agreement: Agreement, by: 'user' | 'merchant' | 'system') => {
    const { status, acceptedAt = 0, retentionHours } = agreement
    if (status !== 'Accepted' && (status !== 'Pending' || by === 'user')) return 'wrong state'
    if (by !== 'user') return undefined
    if (!isFacade(rules) && agenda.now() < acceptedAt + retentionHours * hourMilliseconds) {
      return 'within retention period'
    }
    const isReserved = agreement.oneOffs.some((oneOff) => oneOff.status === 'Reserved')
    return isReserved ? 'reservation pending' : undefined
  }

  return {
    create: (request, ids = ownIds) => {
      const agreement: Agreement = {
        ...request,
        id: ids.uuid(),
        createdAt: agenda.now(),
        status: 'Pending',
        acceptedAt: undefined,
        canceledAt: undefined,
        customer: undefined,
        charges: [],
        oneOffs: [],
        refunds: [],
      }
      agreement.provider.agreements.set(agreement.id, agreement)
      const minutes = isFacade(rules) ? facade.agreementMinutes : agreement.expirationTimeoutMinutes
      agenda.schedule(agenda.now() + minutes * minuteMilliseconds, () => {
        expire(agreement)
      })
      return agreement
    },
    accept: (agreement, customer) => {
      if (agreement.status !== 'Pending') return refused('wrong state')
      const requested = agreement.oneOffs.filter(({ status }) => status === 'Requested')
      // With a one-off the agreement only comes about when that can be reserved.
      if (requested.length > 0 && customer?.hasExpiredCard) return refused('card expired')
      Object.assign(agreement, { status: 'Accepted', acceptedAt: agenda.now(), customer })
      callbacks.agreement(agreement, agreementEvents.accepted)
      for (const oneOff of requested) oneOffs.reserve(oneOff)
      return done
    },
    reject: (agreement) => {
      if (agreement.status !== 'Pending') return refused('wrong state')
      agreement.status = 'Rejected'
      callbacks.agreement(agreement, agreementEvents.rejected)
      for (const oneOff of agreement.oneOffs) oneOffs.reject(oneOff)
      return done
    },
    cancel: (agreement, by) => {
      const why = cancelRefusal(agreement, by)
      if (why !== undefined) return refused(why)
      Object.assign(agreement, { status: 'Canceled', canceledAt: agenda.now() })
      callbacks.agreement(agreement, cancelEvents[by])
      for (const charge of agreement.charges) charges.giveUp(charge, by)
      for (const oneOff of agreement.oneOffs) oneOffs.cancel(oneOff)
      return done
    },
  }
}
