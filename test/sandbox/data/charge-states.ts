import { createCollection } from './collection.ts'
import { type Day, addDays } from './days.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionCallbacks } from './subscription-callbacks.ts'
import { type CallbackEvent, paymentEvents } from './subscription-events.ts'
import {
  type Act,
  type Agreement,
  type Charge,
  type Provider,
  done,
  refused,
} from './subscriptions.ts'

/** A well-formed item of a batch. Whether it makes sense is found out later. */
export interface ChargeRequest {
  readonly agreementId: string
  readonly amountMinor: number
  readonly dueDay: Day
  readonly externalId: string
  readonly description: string
  readonly graceDays: number
}

export interface ChargeStates {
  /** The id of the charge to be. Seconds later it is created, or declined by a callback. */
  readonly request: (provider: Provider, request: ChargeRequest) => string
  readonly execute: (charge: Charge, ids?: Random) => void
  readonly fail: (charge: Charge) => void
  readonly declineByMerchant: (charge: Charge) => Act
  readonly rejectByCustomer: (charge: Charge) => Act
  /** With a swipe, after MobilePay has failed to collect it. */
  readonly payByCustomer: (charge: Charge) => Act
  /** Because its agreement ends. */
  readonly giveUp: (charge: Charge, by: 'user' | 'merchant' | 'system') => void
  /** A new amount, never above what was asked for first. */
  readonly lower: (charge: Charge, amountMinor: number) => Act
}

/** Each of the two steps of the validation. */
const stepMilliseconds = 2000
const latestDays = 126
const largestFactor = 5
const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const

const pending: readonly Charge['status'][] = ['Requested', 'Valid', 'Created', 'Suspended']

export const isPending = ({ status }: Charge): boolean => pending.includes(status)

/** Those that ended without money do not stand in the way of another try. */
const counts = ({ status }: Charge) => pending.includes(status) || status === 'Executed'

/** Whether an earlier one asks for the same. */
const isDuplicate = (charge: Charge) => {
  const { charges } = charge.agreement
  return charges
    .slice(0, charges.indexOf(charge))
    .some(
      (earlier) =>
        counts(earlier) &&
        earlier.dueDay === charge.dueDay &&
        earlier.externalId === charge.externalId,
    )
}

export const createChargeStates = (
  stage: Stage,
  callbacks: SubscriptionCallbacks,
  ownIds: Random,
): ChargeStates => {
  const { agenda, days, ledger, merchant, dialect } = stage

  const tell = (charge: Charge, event: CallbackEvent) => {
    const { agreement, id, amountMinor, externalId, kind } = charge
    callbacks.payment(
      agreement.provider,
      { agreementId: agreement.id, paymentId: id, amountMinor, externalId, type: kind, event },
      'with the next batch',
    )
  }
  const end = (charge: Charge, status: Charge['status'], event: CallbackEvent): Act => {
    charge.status = status
    tell(charge, event)
    return done
  }
  const execute: ChargeStates['execute'] = (charge, ids = ownIds) => {
    Object.assign(charge, { paidAt: agenda.now(), transactionId: ids.uuid() })
    const { agreement, amountMinor, externalId } = charge
    ledger.bookPayment(agreement.provider.point, amountMinor, agenda.now(), {
      reference: externalId,
      agreementId: agreement.id,
      agreementExternalId: agreement.externalId,
      cause: charge.id,
    })
    end(charge, 'Executed', paymentEvents.executed)
  }
  const fail = (charge: Charge) => {
    end(charge, 'Failed', paymentEvents.failed)
  }
  const collect = createCollection(stage, { execute, fail })

  const problemOf = (charge: Charge): CallbackEvent | undefined => {
    const { agreement, amountMinor, dueDay, requestedAt } = charge
    const today = days.dayOf(requestedAt)
    if (agreement.status !== 'Accepted') return paymentEvents.agreementNotActive
    if (dueDay < addDays(today, dialect.earliestDueDay === 'tomorrow' ? 1 : 2)) {
      return paymentEvents.dueTooEarly
    }
    if (dueDay > addDays(today, latestDays)) return paymentEvents.dueTooLate
    if (isDuplicate(charge)) return paymentEvents.duplicate
    if (agreement.amountMinor && amountMinor > largestFactor * agreement.amountMinor) {
      return paymentEvents.fiveTimesTooLarge
    }
    if (amountMinor > largestMinor[merchant.currency]) return paymentEvents.declinedBySystem
    return undefined
  }
  const soon = (happen: () => void) => {
    agenda.schedule(agenda.now() + stepMilliseconds, happen)
  }
  const validate = (charge: Charge) => {
    soon(() => {
      if (charge.status !== 'Requested') return
      const problem = problemOf(charge)
      charge.status = problem ? 'Invalid' : 'Valid'
      soon(() => {
        if (problem) end(charge, 'Declined', problem)
        else if (charge.status === 'Valid') {
          charge.status = 'Created'
          collect(charge)
        }
      })
    })
  }

  const create = (agreement: Agreement, id: string, request: ChargeRequest) => {
    const { agreementId: _, ...terms } = request
    const charge: Charge = {
      ...terms,
      kind: 'Regular',
      id,
      agreement,
      requestedMinor: request.amountMinor,
      requestedAt: agenda.now(),
      status: 'Requested',
      paidAt: undefined,
      transactionId: undefined,
      attachment: undefined,
    }
    agreement.charges.push(charge)
    validate(charge)
  }

  return {
    request: (provider, request) => {
      const id = ownIds.uuid()
      const agreement = provider.agreements.get(request.agreementId)
      if (agreement === undefined) {
        soon(() => {
          const event = paymentEvents.noAgreement
          const news = { ...request, paymentId: id, type: 'Regular', event } as const
          callbacks.payment(provider, news, 'with the next batch')
        })
      } else create(agreement, id, request)
      return id
    },
    execute,
    fail,
    declineByMerchant: (charge) =>
      isPending(charge)
        ? end(charge, 'Declined', paymentEvents.declinedByMerchant)
        : refused('wrong state'),
    rejectByCustomer: (charge) =>
      isPending(charge) ? end(charge, 'Rejected', paymentEvents.rejected) : refused('wrong state'),
    payByCustomer: (charge) => {
      if (charge.status !== 'Suspended') return refused('wrong state')
      if (charge.agreement.customer?.hasExpiredCard) return refused('card expired')
      execute(charge)
      return done
    },
    giveUp: (charge, by) => {
      if (!isPending(charge)) return
      if (by === 'user') end(charge, 'Rejected', paymentEvents.agreementCanceledByUser)
      else end(charge, 'Declined', paymentEvents.agreementCanceled)
    },
    lower: (charge, amountMinor) => {
      if (!isPending(charge)) return refused('wrong state')
      if (amountMinor > charge.requestedMinor) return refused('amount too large')
      charge.amountMinor = amountMinor
      return done
    },
  }
}
