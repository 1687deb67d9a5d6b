import type { AppPayment, PaymentOutcome, PaymentProblem } from '../data/app-payment.ts'
import { findCustomer } from '../data/customers.ts'
import { isFacade } from '../data/facade.ts'
import { BadRequestError, type Call } from './call.ts'
import { utcSecond } from './format.ts'
import {
  type Members,
  optionalText,
  requiredMinorAmount,
  requiredText,
  requiredUri,
  requiredUuid,
} from './read-members.ts'
import { pathId, readBody } from './read-request.ts'
import { emptyReply, jsonReply } from './reply.ts'

/** MobilePay's codes, and why in our words. */
const messages = {
  amount_exceeds_available_funds: 'The payment point has not taken that much since its payout.',
  amount_too_large: 'That is more than what is left.',
  availability_duration_expired: 'Refunds are possible for 90 days.',
  idempotency_key_reused: 'This idempotencyKey came with another body before.',
  invalid_payment_point: 'The payment point is not active or not for App Payments.',
  invalid_payment_state: 'The payment is in a state that does not allow this.',
  partial_capture_disallowed: 'This payment point captures whole payments only.',
  payment_captured_with_different_amount: 'The payment was captured with another amount.',
  payment_not_found: 'There is no such payment.',
  payment_point_not_found: 'There is no such payment point.',
  processing_error: 'It did not work this time.',
  unauthorized_access: 'It belongs to another merchant.',
} satisfies Record<ConflictCode, string>

type ConflictCode =
  | PaymentProblem
  | 'payment_not_found'
  | 'payment_point_not_found'
  | 'invalid_payment_point'
  | 'idempotency_key_reused'
  | 'processing_error'
  | 'unauthorized_access'

const conflict = ({ correlationId }: Call, code: ConflictCode) =>
  jsonReply({ code, message: messages[code], correlationId, origin: 'MPY' }, 409)

const noContentOr = (call: Call, outcome: PaymentOutcome<AppPayment>) =>
  outcome.ok ? emptyReply(204) : conflict(call, outcome.problem)

/**
 * The same key with the same body gets the first success again, with another body a conflict. Refusals are not
 * remembered, so a corrected state of affairs can be tried again.
 */
const once = async (
  call: Call,
  members: Members,
  kind: 'payment' | 'refund',
  answer: (idempotencyKey: string) => Response,
): Promise<Response> => {
  const { givenAnswers } = call.world
  const idempotencyKey = requiredUuid(members, 'idempotencyKey')
  const key = `${kind}/${idempotencyKey}`
  const request = JSON.stringify([...members].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  const given = givenAnswers.get(key)
  if (given !== undefined) {
    if (given.request !== request) return conflict(call, 'idempotency_key_reused')
    return jsonReply(JSON.parse(given.answer))
  }
  const response = answer(idempotencyKey)
  if (response.ok) givenAnswers.set(key, { request, answer: await response.clone().text() })
  return response
}

/** Another merchant's is admitted to exist, at least to that extent. */
const missing = ({ worlds }: Call, what: 'payment' | 'payment_point', id: string): ConflictCode => {
  const isForeign = worlds
    .all()
    .some(({ payments, points }) =>
      what === 'payment' ? payments.all.has(id) : points.some((point) => point.id === id),
    )
  return isForeign ? 'unauthorized_access' : `${what}_not_found`
}

const appLink = ({ landing }: Call, id: string, pointId: string) => {
  const query = `id=${id}&payment_point_id=${pointId}`
  return landing === undefined
    ? `https://products.mobilepay.dk/payments?${query}`
    : `${landing}?flow=payment&${query}`
}

export const initiatePayment = async (call: Call): Promise<Response> => {
  const { points, payments } = call.world
  const members = await readBody(call)
  const amountMinor = requiredMinorAmount(members, 'amount')
  const pointId = requiredUuid(members, 'paymentPointId')
  const redirectUri = requiredUri(members, 'redirectUri', 2000)
  const reference = requiredText(members, 'reference', 64)
  const description = optionalText(members, 'description', 200)
  const phoneNumber = optionalText(members, 'customerPhoneNumber', 15)

  return once(call, members, 'payment', (idempotencyKey) => {
    const point = points.find(({ id }) => id === pointId)
    if (point === undefined) return conflict(call, missing(call, 'payment_point', pointId))
    if (point.product !== 'App payments' || point.state !== 'active') {
      return conflict(call, 'invalid_payment_point')
    }
    const { id } = payments.initiate({
      point,
      amountMinor,
      reference,
      description,
      redirectUri,
      idempotencyKey,
      phoneNumber,
    })
    return jsonReply({ paymentId: id, mobilePayAppRedirectUri: appLink(call, id, point.id) })
  })
}

const withPayment = (
  call: Call,
  act: (payment: AppPayment) => PaymentOutcome<AppPayment>,
): Response => {
  const id = pathId(call, 'paymentid')
  const payment = call.world.payments.all.get(id)
  return payment ? noContentOr(call, act(payment)) : conflict(call, missing(call, 'payment', id))
}

export const capturePayment = async (call: Call): Promise<Response> => {
  const amountMinor = requiredMinorAmount(await readBody(call), 'amount')
  const { payments, rules } = call.world
  const response = withPayment(call, (payment) =>
    payments.capture(payment, amountMinor, rules.unknownCaptures > 0),
  )
  const state = payments.all.get(pathId(call, 'paymentid'))?.state
  if (!response.ok || state !== 'captureStarted') return response
  rules.unknownCaptures -= 1
  return emptyReply(500)
}

export const cancelPayment = (call: Call): Response =>
  withPayment(call, (payment) => call.world.payments.cancel(payment, 'Merchant'))

/** For a merchant that lost the answer to its initiation: only works before the customer has acted. */
export const cancelPaymentByKey = async (call: Call): Promise<Response> => {
  const { payments } = call.world
  const key = requiredUuid(await readBody(call), 'idempotencyKey')
  const payment = [...payments.all.values()].find(({ idempotencyKey }) => idempotencyKey === key)
  if (payment === undefined) return conflict(call, 'payment_not_found')
  if (payment.state !== 'initiated' && payment.state !== 'cancelledByMerchant') {
    return conflict(call, 'invalid_payment_state')
  }
  return noContentOr(call, payments.cancel(payment, 'Merchant'))
}

/**
 * Sandbox only: the customer swipes. The later test platform named her by `phoneNumber` alone. That an expired card is a
 * `processing_error` is our guess.
 */
export const reservePayment = async (call: Call): Promise<Response> => {
  const members = await readBody(call)
  if (members.has('phoneNumber')) {
    const phoneNumber = requiredText(members, 'phoneNumber', 15)
    if (!/^\+?\d+$/u.test(phoneNumber)) throw new BadRequestError('phoneNumber must be digits.')
    return withPayment(call, call.world.payments.reserve)
  }
  const userId = requiredUuid(members, 'userId')
  requiredUuid(members, 'paymentSourceId')
  const { hasExpiredCard = false } = findCustomer(userId) ?? {}
  if (hasExpiredCard) return conflict(call, 'processing_error')
  return withPayment(call, call.world.payments.reserve)
}

export const issueRefund = async (call: Call): Promise<Response> => {
  const { payments } = call.world
  const members = await readBody(call)
  const paymentId = requiredUuid(members, 'paymentId')
  const amountMinor = requiredMinorAmount(members, 'amount')
  const reference = requiredText(members, 'reference', 64)
  const description = optionalText(members, 'description', 200)

  return once(call, members, 'refund', () => {
    const payment = payments.all.get(paymentId)
    if (payment === undefined) return conflict(call, missing(call, 'payment', paymentId))
    const outcome = payments.refund({ payment, amountMinor, reference, description })
    if (!outcome.ok) return conflict(call, outcome.problem)
    const refund = outcome.result
    return jsonReply({
      refundId: refund.id,
      paymentId,
      amount: refund.amountMinor,
      description: isFacade(call.world.rules) ? null : (refund.description ?? null),
      reference: refund.reference,
      createdOn: utcSecond(refund.createdAt),
      remainingAmount: refund.remainingMinor,
    })
  })
}
