import type { AppPayment, PaymentOutcome, PaymentProblem } from '../data/app-payments.ts'
import type { Call } from './call.ts'
import { utcSecond } from './format.ts'
import {
  type Members,
  optionalText,
  requiredMinorAmount,
  requiredText,
  requiredUrl,
  requiredUuid,
} from './read-members.ts'
import { pathId, readBody } from './read-request.ts'
import { emptyReply, jsonReply } from './reply.ts'

type ConflictCode =
  | PaymentProblem
  | 'payment_not_found'
  | 'payment_point_not_found'
  | 'invalid_payment_point'
  | 'idempotency_key_reused'

const conflict = ({ correlationId }: Call, code: ConflictCode) =>
  jsonReply({ code, message: code.replaceAll('_', ' '), correlationId, origin: 'MPY' }, 409)

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

export const initiatePayment = async (call: Call): Promise<Response> => {
  const { points, payments } = call.world
  const members = await readBody(call)
  const amountMinor = requiredMinorAmount(members, 'amount')
  const pointId = requiredUuid(members, 'paymentPointId')
  const redirectUri = requiredUrl(members, 'redirectUri', 2000).href
  const reference = requiredText(members, 'reference', 64)
  const description = optionalText(members, 'description', 200)
  optionalText(members, 'customerPhoneNumber', 15)

  return once(call, members, 'payment', (idempotencyKey) => {
    const point = points.find(({ id }) => id === pointId)
    if (point === undefined) return conflict(call, 'payment_point_not_found')
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
    })
    const link = `https://products.mobilepay.dk/payments?id=${id}&payment_point_id=${point.id}`
    return jsonReply({ paymentId: id, mobilePayAppRedirectUri: link })
  })
}

const withPayment = (
  call: Call,
  act: (payment: AppPayment) => PaymentOutcome<AppPayment>,
): Response => {
  const payment = call.world.payments.all.get(pathId(call, 'paymentid'))
  return payment ? noContentOr(call, act(payment)) : conflict(call, 'payment_not_found')
}

export const capturePayment = async (call: Call): Promise<Response> => {
  const amountMinor = requiredMinorAmount(await readBody(call), 'amount')
  return withPayment(call, (payment) => call.world.payments.capture(payment, amountMinor))
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

/** Sandbox only: the customer swipes. */
export const reservePayment = async (call: Call): Promise<Response> => {
  const members = await readBody(call)
  requiredUuid(members, 'paymentSourceId')
  requiredUuid(members, 'userId')
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
    if (payment === undefined) return conflict(call, 'payment_not_found')
    const outcome = payments.refund({ payment, amountMinor, reference, description })
    if (!outcome.ok) return conflict(call, outcome.problem)
    const refund = outcome.result
    return jsonReply({
      refundId: refund.id,
      paymentId,
      amount: refund.amountMinor,
      description: refund.description ?? null,
      reference: refund.reference,
      createdOn: utcSecond(refund.createdAt),
      remainingAmount: refund.remainingMinor,
    })
  })
}
