import type {
  AppPayment,
  AppRefund,
  Initiation,
  PaymentEvent,
  PaymentOutcome,
  PaymentProblem,
  PaymentState,
  RefundRequest,
} from './app-payment.ts'
import type { Stage } from './stage.ts'

export interface AppPayments {
  /** Oldest first. */
  readonly all: ReadonlyMap<string, AppPayment>
  /** Oldest first. */
  readonly refunds: ReadonlyMap<string, AppRefund>
  readonly initiate: (initiation: Initiation) => AppPayment
  /** The customer swipes. */
  readonly reserve: (payment: AppPayment) => PaymentOutcome<AppPayment>
  /** With `isLost`, MobilePay itself does not learn what became of it: the payment stays in `captureStarted`. */
  readonly capture: (
    payment: AppPayment,
    amountMinor: number,
    isLost?: boolean,
  ) => PaymentOutcome<AppPayment>
  readonly cancel: (
    payment: AppPayment,
    by: 'Merchant' | 'User' | 'System',
  ) => PaymentOutcome<AppPayment>
  readonly refund: (request: RefundRequest) => PaymentOutcome<AppRefund>
}

const minuteMilliseconds = 60_000
const dayMilliseconds = 86_400_000
/** Documented as 5 to 10 minutes. */
const answerDeadline = 10 * minuteMilliseconds
const reservationDeadline = 7 * dayMilliseconds
const refundDeadline = 90 * dayMilliseconds

const refused = (problem: PaymentProblem) => ({ ok: false, problem }) as const
const done = <Result>(result: Result) => ({ ok: true, result }) as const

/**
 * App Payments as one merchant has them: the state machine, its deadlines, and what it does to the ledger.
 *
 * @param announce learns what webhooks can be told, at the moment it happens.
 */
export const createAppPayments = (
  { agenda, ledger, rules, random: randomFor }: Stage,
  announce: (event: PaymentEvent, payment: AppPayment) => void,
): AppPayments => {
  const random = randomFor('app-payments')
  const all = new Map<string, AppPayment>()
  const refunds = new Map<string, AppRefund>()

  const enter = (payment: AppPayment, state: PaymentState) => {
    Object.assign(payment, { state, lastUpdatedAt: agenda.now() })
    return done(payment)
  }
  const expireIfStill = (payment: AppPayment, state: PaymentState, after: number) => {
    agenda.schedule(agenda.now() + after, () => {
      if (payment.state !== state) return
      enter(payment, 'cancelledBySystem')
      announce('payment.expired', payment)
    })
  }
  const book = (payment: AppPayment) => {
    const { point, capturedMinor, id, reference } = payment
    ledger.bookPayment(point, capturedMinor, agenda.now(), { paymentId: id, reference })
    return enter(payment, 'captured')
  }

  return {
    all,
    refunds,
    initiate: (initiation) => {
      const payment: AppPayment = {
        ...initiation,
        id: random.uuid(),
        initiatedAt: agenda.now(),
        state: 'initiated',
        lastUpdatedAt: agenda.now(),
        capturedMinor: 0,
        refundedMinor: 0,
      }
      all.set(payment.id, payment)
      expireIfStill(payment, 'initiated', answerDeadline)
      return payment
    },
    reserve: (payment) => {
      if (payment.state !== 'initiated') return refused('invalid_payment_state')
      expireIfStill(payment, 'reserved', reservationDeadline)
      enter(payment, 'reserved')
      announce('payment.reserved', payment)
      return done(payment)
    },
    capture: (payment, amountMinor, isLost = false) => {
      if (payment.state === 'captured' || payment.state === 'captureStarted') {
        if (payment.capturedMinor !== amountMinor) {
          return refused('payment_captured_with_different_amount')
        }
        return payment.state === 'captured' || isLost ? done(payment) : book(payment)
      }
      if (payment.state !== 'reserved') return refused('invalid_payment_state')
      if (amountMinor > payment.amountMinor) return refused('amount_too_large')
      if (amountMinor < payment.amountMinor && !payment.point.allowsPartialCapture) {
        return refused('partial_capture_disallowed')
      }
      Object.assign(payment, { capturedMinor: amountMinor })
      return isLost ? enter(payment, 'captureStarted') : book(payment)
    },
    cancel: (payment, by) => {
      // A capture of unknown outcome may have moved the money: only capturing again tells.
      if (payment.state === 'captured' || payment.state === 'captureStarted') {
        return refused('invalid_payment_state')
      }
      if (payment.state.startsWith('cancelled')) return done(payment)
      enter(payment, `cancelledBy${by}`)
      if (by === 'User') announce('payment.cancelled_by_user', payment)
      return done(payment)
    },
    refund: (request) => {
      const { payment, amountMinor } = request
      if (payment.state !== 'captured') return refused('invalid_payment_state')
      if (agenda.now() > payment.lastUpdatedAt + refundDeadline) {
        return refused('availability_duration_expired')
      }
      const remainingMinor = payment.capturedMinor - payment.refundedMinor - amountMinor
      if (remainingMinor < 0) return refused('amount_too_large')
      if (rules.refundFunds === 'balance' && ledger.balanceOf(payment.point) < amountMinor) {
        return refused('amount_exceeds_available_funds')
      }

      Object.assign(payment, { refundedMinor: payment.refundedMinor + amountMinor })
      const refund = { ...request, id: random.uuid(), createdAt: agenda.now(), remainingMinor }
      refunds.set(refund.id, refund)
      ledger.book(payment.point, 'Refund', -amountMinor, agenda.now(), {
        paymentId: payment.id,
        refundId: refund.id,
        reference: request.reference,
      })
      return done(refund)
    },
  }
}
