import type { Agenda } from './agenda.ts'
import type { Ledger } from './ledger.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'

export const paymentStates = [
  'initiated',
  'reserved',
  'captureStarted',
  'captured',
  'cancelledByMerchant',
  'cancelledByUser',
  'cancelledBySystem',
] as const

type PaymentState = (typeof paymentStates)[number]

export interface AppPayment {
  readonly id: string
  readonly point: Point
  readonly amountMinor: number
  readonly reference: string
  readonly description: string | undefined
  readonly redirectUri: string
  readonly idempotencyKey: string
  readonly initiatedAt: number
  state: PaymentState
  lastUpdatedAt: number
  capturedMinor: number
  refundedMinor: number
}

export interface AppRefund {
  readonly id: string
  readonly payment: AppPayment
  readonly amountMinor: number
  readonly reference: string
  readonly description: string | undefined
  readonly createdAt: number
  /** What was still refundable after this one. */
  readonly remainingMinor: number
}

/** The 409 codes of App Payments that a state can lead to. */
export type PaymentProblem =
  | 'amount_too_large'
  | 'partial_capture_disallowed'
  | 'invalid_payment_state'
  | 'payment_captured_with_different_amount'
  | 'availability_duration_expired'

export type PaymentOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: PaymentProblem }

type Initiation = Pick<
  AppPayment,
  'point' | 'amountMinor' | 'reference' | 'description' | 'redirectUri' | 'idempotencyKey'
>

type RefundRequest = Pick<AppRefund, 'payment' | 'amountMinor' | 'reference' | 'description'>

export interface AppPayments {
  /** Oldest first. */
  readonly all: ReadonlyMap<string, AppPayment>
  /** Oldest first. */
  readonly refunds: ReadonlyMap<string, AppRefund>
  readonly initiate: (initiation: Initiation) => AppPayment
  /** The customer swipes. */
  readonly reserve: (payment: AppPayment) => PaymentOutcome<AppPayment>
  readonly capture: (payment: AppPayment, amountMinor: number) => PaymentOutcome<AppPayment>
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

/** App Payments as one merchant has them: the state machine, its deadlines, and what it does to the ledger. */
export const createAppPayments = (agenda: Agenda, ledger: Ledger, random: Random): AppPayments => {
  const all = new Map<string, AppPayment>()
  const refunds = new Map<string, AppRefund>()

  const enter = (payment: AppPayment, state: PaymentState) => {
    Object.assign(payment, { state, lastUpdatedAt: agenda.now() })
    return done(payment)
  }
  const cancelIfStill = (payment: AppPayment, state: PaymentState, after: number) => {
    agenda.schedule(agenda.now() + after, () => {
      if (payment.state === state) enter(payment, 'cancelledBySystem')
    })
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
      cancelIfStill(payment, 'initiated', answerDeadline)
      return payment
    },
    reserve: (payment) => {
      if (payment.state !== 'initiated') return refused('invalid_payment_state')
      cancelIfStill(payment, 'reserved', reservationDeadline)
      return enter(payment, 'reserved')
    },
    capture: (payment, amountMinor) => {
      if (payment.state === 'captured') {
        return payment.capturedMinor === amountMinor
          ? done(payment)
          : refused('payment_captured_with_different_amount')
      }
      if (payment.state !== 'reserved') return refused('invalid_payment_state')
      if (amountMinor > payment.amountMinor) return refused('amount_too_large')
      if (amountMinor < payment.amountMinor && !payment.point.allowsPartialCapture) {
        return refused('partial_capture_disallowed')
      }
      Object.assign(payment, { capturedMinor: amountMinor })
      ledger.bookPayment(payment.point, amountMinor, agenda.now(), {
        paymentId: payment.id,
        reference: payment.reference,
      })
      return enter(payment, 'captured')
    },
    cancel: (payment, by) => {
      if (payment.state === 'captured') return refused('invalid_payment_state')
      if (payment.state.startsWith('cancelled')) return done(payment)
      return enter(payment, `cancelledBy${by}`)
    },
    refund: (request) => {
      const { payment, amountMinor } = request
      if (payment.state !== 'captured') return refused('invalid_payment_state')
      if (agenda.now() > payment.lastUpdatedAt + refundDeadline) {
        return refused('availability_duration_expired')
      }
      const remainingMinor = payment.capturedMinor - payment.refundedMinor - amountMinor
      if (remainingMinor < 0) return refused('amount_too_large')

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
