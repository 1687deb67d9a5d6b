import { facade, isFacade } from './facade.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionCallbacks } from './subscription-callbacks.ts'
import { type CallbackEvent, refundEvents } from './subscription-events.ts'
import type { Agreement, Payment, SubscriptionRefund } from './subscriptions.ts'

interface RefundRequest {
  /** Undefined: all that is left. Thousandths of a øre make it a fraction, which MobilePay declines. */
  readonly amountMinor: number | undefined
  readonly externalId: string | undefined
  readonly callbackUrl: string | undefined
}

export interface RefundStates {
  /** The id of the refund to be; a moment later it is issued or declined, and a callback says so. */
  readonly request: (agreement: Agreement, paymentId: string, request: RefundRequest) => string
  /** As the facade does it: at once, and without a callback. */
  readonly requestNow: (
    agreement: Agreement,
    paymentId: string,
    request: RefundRequest,
  ) => { readonly id: string } | { readonly problem: CallbackEvent }
  /** Issues a refund that nothing speaks against. */
  readonly issue: (refund: SubscriptionRefund, ids?: Random) => void
}

const delayMilliseconds = 2000
const refundDays = 90
const dayMilliseconds = 86_400_000

const sumOf = (agreement: Agreement, payment: Payment) =>
  agreement.refunds
    .filter((refund) => refund.payment === payment && refund.status === 'Issued')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

export const findPayment = (agreement: Agreement, id: string): Payment | undefined =>
  agreement.charges.find((charge) => charge.id === id) ??
  agreement.oneOffs.find((oneOff) => oneOff.id === id)

/** Undefined when there is no such payment. */
const add = (
  agreement: Agreement,
  paymentId: string,
  { amountMinor, externalId }: RefundRequest,
  id: string,
): SubscriptionRefund | undefined => {
  const payment = findPayment(agreement, paymentId)
  if (payment === undefined) return undefined
  const refund: SubscriptionRefund = {
    id,
    payment,
    amountMinor: amountMinor ?? payment.amountMinor - sumOf(agreement, payment),
    externalId,
    status: 'Requested',
    transactionId: undefined,
  }
  agreement.refunds.push(refund)
  return refund
}

export const createRefundStates = (
  { agenda, ledger, rules }: Stage,
  callbacks: SubscriptionCallbacks,
  ownIds: Random,
): RefundStates => {
  const problemOf = (refund: SubscriptionRefund): CallbackEvent | undefined => {
    const { payment, amountMinor } = refund
    const { agreement, paidAt } = payment
    const { point, transfers } = agreement.provider
    if (paidAt === undefined) return refundEvents.notRefundable
    // The facade knows daily transfers only.
    if (transfers === 'instant' && !isFacade(rules)) return refundEvents.instantTransfer
    const days = isFacade(rules) ? facade.refundDays : refundDays
    if (agenda.now() > paidAt + days * dayMilliseconds) return refundEvents.tooOld
    const leftMinor = payment.amountMinor - sumOf(agreement, payment)
    if (leftMinor === 0) return refundEvents.fullyRefunded
    if (amountMinor > leftMinor) return refundEvents.sumTooHigh
    if (!Number.isInteger(amountMinor)) return refundEvents.declinedBySystem
    if (rules.refundFunds === 'balance' && ledger.balanceOf(point) < amountMinor) {
      return refundEvents.noMoney
    }
    return undefined
  }
  const issue: RefundStates['issue'] = (refund, ids = ownIds) => {
    const { payment, amountMinor, externalId } = refund
    const { agreement } = payment
    Object.assign(refund, { status: 'Issued', transactionId: ids.uuid() })
    ledger.book(agreement.provider.point, 'Refund', -amountMinor, agenda.now(), {
      reference: externalId,
      agreementId: agreement.id,
      agreementExternalId: agreement.externalId,
      cause: payment.id,
    })
  }

  const decide = (refund: SubscriptionRefund) => {
    const problem = problemOf(refund)
    if (problem === undefined) issue(refund)
    else refund.status = 'Declined'
    return problem
  }

  return {
    issue,
    requestNow: (agreement, paymentId, request) => {
      const id = ownIds.uuid()
      const refund = add(agreement, paymentId, request, id)
      const problem = refund === undefined ? refundEvents.notFound : decide(refund)
      return problem === undefined ? { id } : { problem }
    },
    request: (agreement, paymentId, request) => {
      const { amountMinor, externalId, callbackUrl } = request
      const id = ownIds.uuid()
      const tell = (event: CallbackEvent, toldMinor: number) => {
        const news = { refundId: id, agreementId: agreement.id, paymentId, externalId, event }
        callbacks.refund(agreement.provider, { ...news, amountMinor: toldMinor }, callbackUrl)
      }
      const refund = add(agreement, paymentId, request, id)
      agenda.schedule(agenda.now() + delayMilliseconds, () => {
        if (refund === undefined) tell(refundEvents.notFound, amountMinor ?? 0)
        else tell(decide(refund) ?? refundEvents.issued, refund.amountMinor)
      })
      return id
    },
  }
}
