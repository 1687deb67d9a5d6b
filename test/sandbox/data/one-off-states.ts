import { facade, isFacade } from './facade.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionCallbacks } from './subscription-callbacks.ts'
import { type CallbackEvent, paymentEvents } from './subscription-events.ts'
import { type Act, type Agreement, type OneOff, done, refused } from './subscriptions.ts'

type Terms = Pick<
  OneOff,
  'amountMinor' | 'externalId' | 'description' | 'expirationTimeoutMinutes' | 'userRedirect'
>

/** Requested, reserved by the customer's swipe, captured by the merchant; or one of four ways to end without money. */
export interface OneOffStates {
  readonly request: (agreement: Agreement, terms: Terms, ids?: Random) => OneOff
  /** MobilePay reserves by itself, a moment later; where that fails, the customer can still swipe. */
  readonly reserveAutomatically: (oneOff: OneOff) => void
  readonly reserve: (oneOff: OneOff) => Act
  readonly reject: (oneOff: OneOff) => Act
  /** By the merchant, or along with the agreement. */
  readonly cancel: (oneOff: OneOff) => Act
  readonly expire: (oneOff: OneOff) => void
  readonly capture: (oneOff: OneOff, ids?: Random) => Act
}

const minuteMilliseconds = 60_000
const dayMilliseconds = 86_400_000
const autoReserveDelay = 2000

const reservationMilliseconds = {
  '6 d 23 h 45 min': 7 * dayMilliseconds - 15 * minuteMilliseconds,
  '14 days': 14 * dayMilliseconds,
} satisfies Record<Stage['dialect']['reservation'], number>

export const createOneOffStates = (
  { agenda, ledger, dialect, rules }: Stage,
  callbacks: SubscriptionCallbacks,
  ownIds: Random,
): OneOffStates => {
  const minutesFor = ({ status }: Agreement, { expirationTimeoutMinutes }: Terms) => {
    if (!isFacade(rules)) return expirationTimeoutMinutes
    return status === 'Pending' ? facade.agreementMinutes : facade.oneOffMinutes
  }
  const tell = (
    oneOff: OneOff,
    event: CallbackEvent,
    when: 'with the next batch' | 'at once' = 'at once',
  ) => {
    const { agreement, id, amountMinor, externalId, kind } = oneOff
    callbacks.payment(
      agreement.provider,
      { agreementId: agreement.id, paymentId: id, amountMinor, externalId, type: kind, event },
      when,
    )
  }
  const expire = (oneOff: OneOff, from: OneOff['status']) => {
    if (oneOff.status !== from) return
    oneOff.status = 'Expired'
    tell(oneOff, paymentEvents.expired, 'with the next batch')
  }
  const reserve: OneOffStates['reserve'] = (oneOff) => {
    if (oneOff.status !== 'Requested') return refused('wrong state')
    if (oneOff.agreement.customer?.hasExpiredCard) return refused('card expired')
    oneOff.status = 'Reserved'
    tell(oneOff, paymentEvents.reserved)
    agenda.schedule(agenda.now() + reservationMilliseconds[dialect.reservation], () => {
      expire(oneOff, 'Reserved')
    })
    return done
  }

  return {
    request: (agreement, terms, ids = ownIds) => {
      const oneOff: OneOff = {
        ...terms,
        kind: 'OneOff',
        id: ids.uuid(),
        agreement,
        requestedAt: agenda.now(),
        status: 'Requested',
        paidAt: undefined,
        transactionId: undefined,
        attachment: undefined,
      }
      agreement.oneOffs.push(oneOff)
      agenda.schedule(agenda.now() + minutesFor(agreement, terms) * minuteMilliseconds, () => {
        expire(oneOff, 'Requested')
      })
      return oneOff
    },
    reserveAutomatically: (oneOff) => {
      agenda.schedule(agenda.now() + autoReserveDelay, () => {
        const act = reserve(oneOff)
        if (!act.ok && act.why === 'card expired') tell(oneOff, paymentEvents.autoReserveFailed)
      })
    },
    reserve,
    reject: (oneOff) => {
      if (oneOff.status !== 'Requested') return refused('wrong state')
      oneOff.status = 'Rejected'
      tell(oneOff, paymentEvents.rejected)
      return done
    },
    cancel: (oneOff) => {
      if (oneOff.status !== 'Requested' && oneOff.status !== 'Reserved') {
        return refused('wrong state')
      }
      oneOff.status = 'Canceled'
      return done
    },
    expire: (oneOff) => {
      expire(oneOff, 'Requested')
    },
    capture: (oneOff, ids = ownIds) => {
      if (oneOff.status !== 'Reserved') return refused('wrong state')
      Object.assign(oneOff, {
        status: 'Captured',
        paidAt: agenda.now(),
        transactionId: ids.uuid(),
      })
      const { agreement, amountMinor, externalId } = oneOff
      ledger.bookPayment(agreement.provider.point, amountMinor, agenda.now(), {
        reference: externalId,
        agreementId: agreement.id,
        agreementExternalId: agreement.externalId,
        cause: oneOff.id,
      })
      return done
    },
  }
}
