import { type AppPayment, type AppRefund, paymentStates } from '../data/app-payment.ts'
import { cutText, isFacade } from '../data/facade.ts'
import type { World } from '../data/world.ts'
import { type Api, BadRequestError, type Call, get, post } from './call.ts'
import { localMicrosecond, utcSecond } from './format.ts'
import { itemsOf, lenientPage, nextPageNumber } from './paging.ts'
import {
  cancelPayment,
  cancelPaymentByKey,
  capturePayment,
  initiatePayment,
  issueRefund,
  reservePayment,
} from './payment-writes.ts'
import { pathId, queryDateTime, queryUuid, toWord } from './read-request.ts'
import { jsonReply, notFound } from './reply.ts'

const shortened = (text: string | undefined, { rules }: World) =>
  text === undefined ? null : isFacade(rules) ? cutText(text) : text

const paymentBody = (payment: AppPayment, world: World) => ({
  paymentId: payment.id,
  amount: payment.amountMinor,
  description: shortened(payment.description, world),
  paymentPointId: payment.point.id,
  paymentPointName: payment.point.name,
  reference: payment.reference,
  redirectUri: payment.redirectUri,
  state: payment.state,
  initiatedOn: localMicrosecond(payment.initiatedAt, world.days),
  lastUpdatedOn: localMicrosecond(payment.lastUpdatedAt, world.days),
  merchantId: world.merchant.id,
  isoCurrencyCode: world.merchant.currency,
})

const refundBody = (refund: AppRefund, { merchant, rules }: World) => ({
  refundId: refund.id,
  paymentId: refund.payment.id,
  amount: refund.amountMinor,
  description: isFacade(rules) ? null : (refund.description ?? null),
  reference: refund.reference,
  createdOn: utcSecond(refund.createdAt),
  paymentPointId: refund.payment.point.id,
  merchantId: merchant.id,
  isoCurrencyCode: merchant.currency,
})

const getPaymentPoints = (call: Call) => {
  const page = lenientPage(call)
  const points = call.world.points.filter(({ product }) => product === 'App payments')
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(points, page),
    paymentPoints: itemsOf(points, page).map(({ id, name, state }) => ({
      paymentPointId: id,
      paymentPointName: name,
      state,
    })),
  })
}

/** Deprecated at MobilePay: whatever is asked for, only reserved payments come back, unless a rule says else. Newest first. */
const getPayments = (call: Call) => {
  const page = lenientPage(call)
  const pointId = queryUuid(call, 'paymentPointId')
  const states = (call.request.queries('stateFilter') ?? []).map((state) =>
    toWord(state, 'stateFilter', paymentStates),
  )
  const from = queryDateTime(call, 'startDate') ?? Number.NEGATIVE_INFINITY
  const until = queryDateTime(call, 'endDate') ?? Number.POSITIVE_INFINITY
  const { rules, payments } = call.world
  const isWhole = rules.paymentsList === 'every state' && !isFacade(rules)
  const found = [...payments.all.values()]
    .filter(
      ({ point, state, initiatedAt }) =>
        (isWhole || state === 'reserved') &&
        (states.length === 0 || states.includes(state)) &&
        (pointId === undefined || point.id === pointId) &&
        initiatedAt >= from &&
        initiatedAt <= until,
    )
    .toReversed()
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(found, page),
    payments: itemsOf(found, page).map((payment) => ({
      ...paymentBody(payment, call.world),
      redirectUri: shortened(payment.redirectUri, call.world),
    })),
  })
}

const getPayment = (call: Call) => {
  const payment = call.world.payments.all.get(pathId(call, 'paymentid'))
  return payment ? jsonReply(paymentBody(payment, call.world)) : notFound()
}

const getRefunds = (call: Call) => {
  const page = lenientPage(call)
  const paymentId = queryUuid(call, 'paymentId')
  const pointId = queryUuid(call, 'paymentPointId')
  const after = queryDateTime(call, 'createdAfter') ?? Number.NEGATIVE_INFINITY
  const before = queryDateTime(call, 'createdBefore') ?? Number.POSITIVE_INFINITY
  if (after > before) throw new BadRequestError('createdAfter is later than createdBefore.')
  const found = [...call.world.payments.refunds.values()]
    .filter(
      ({ payment, createdAt }) =>
        (paymentId === undefined || payment.id === paymentId) &&
        (pointId === undefined || payment.point.id === pointId) &&
        createdAt >= after &&
        createdAt <= before,
    )
    .toReversed()
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(found, page),
    refunds: itemsOf(found, page).map((refund) => refundBody(refund, call.world)),
  })
}

const getRefund = (call: Call) => {
  const refund = call.world.payments.refunds.get(pathId(call, 'refundid'))
  return refund ? jsonReply(refundBody(refund, call.world)) : notFound()
}

export const paymentsApi: Api = {
  name: 'App Payments',
  scope: 'merchantpayments',
  endsWithMove: false,
  badRequest: ({ correlationId }, message) =>
    jsonReply({ code: '', message, correlationId, origin: 'MPY' }, 400),
  operations: [
    get('/v1/paymentpoints', getPaymentPoints),
    get('/v1/payments', getPayments),
    post('/v1/payments', initiatePayment),
    post('/v1/payments/cancel', cancelPaymentByKey),
    get('/v1/payments/:paymentid', getPayment),
    post('/v1/payments/:paymentid/capture', capturePayment),
    post('/v1/payments/:paymentid/cancel', cancelPayment),
    post('/v1/integration-test/payments/:paymentid/reserve', reservePayment),
    get('/v1/refunds', getRefunds),
    post('/v1/refunds', issueRefund),
    get('/v1/refunds/:refundid', getRefund),
  ],
}
