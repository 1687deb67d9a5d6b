import type { Operation } from '../operations.ts'
import { ordinaryBody } from './limits.ts'

const ofPayment = { paymentId: 'guid' } as const

const read = {
  method: 'GET',
  scope: 'merchantpayments',
  query: [],
  safeToRepeat: true,
  bodyLimit: 0,
} as const

const write = {
  method: 'POST',
  scope: 'merchantpayments',
  query: [],
  safeToRepeat: false,
  bodyLimit: ordinaryBody,
} as const

// The body must hold an idempotency key, and a second call with it gets the first one's answer.
const keyed = { ...write, safeToRepeat: true } as const

/**
 * The App Payments API: payments, refunds, payment points.
 *
 * MobilePay docs: openapi/app_payments_api.yaml.
 */
export const paymentOperations: readonly Operation[] = [
  {
    ...read,
    id: 'payments.list',
    path: '/v1/payments',
    parts: {},
    query: ['paymentPointId', 'pageNumber', 'pageSize', 'stateFilter', 'startDate', 'endDate'],
    repeatable: ['stateFilter'],
  },
  { ...keyed, id: 'payments.create', path: '/v1/payments', parts: {} },
  { ...read, id: 'payments.get', path: '/v1/payments/{paymentId}', parts: ofPayment },
  // Documented as idempotent: after an unclear outcome MobilePay asks for exactly this.
  { ...keyed, id: 'payments.capture', path: '/v1/payments/{paymentId}/capture', parts: ofPayment },
  {
    ...write,
    id: 'payments.cancel',
    path: '/v1/payments/{paymentId}/cancel',
    parts: ofPayment,
    bodyLimit: 0,
  },
  // Its key names the payment to cancel; it does not make the call repeatable.
  { ...write, id: 'payments.cancel_by_key', path: '/v1/payments/cancel', parts: {} },

  {
    ...read,
    id: 'payments.points.list',
    path: '/v1/paymentpoints',
    parts: {},
    query: ['pageNumber', 'pageSize'],
  },

  {
    ...read,
    id: 'payments.refunds.list',
    path: '/v1/refunds',
    parts: {},
    query: [
      'paymentId',
      'paymentPointId',
      'pageNumber',
      'pageSize',
      'createdBefore',
      'createdAfter',
    ],
  },
  { ...keyed, id: 'payments.refunds.create', path: '/v1/refunds', parts: {} },
  {
    ...read,
    id: 'payments.refunds.get',
    path: '/v1/refunds/{refundId}',
    parts: { refundId: 'guid' },
  },
]
