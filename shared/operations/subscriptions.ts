import type { Operation } from '../operations.ts'
import { batchBody, ordinaryBody } from './limits.ts'

const provider = '/subscriptions/api/providers/{providerId}'
const agreement = `${provider}/agreements/{agreementId}`
const charge = `${agreement}/paymentrequests/{paymentId}`
const oneOff = `${agreement}/oneoffpayments/{paymentId}`
const attachment = `${provider}/payments/{paymentId}/attachment`
const refunds = `${agreement}/payments/{paymentId}/refunds`

const ofProvider = { providerId: 'guid' } as const
const ofAgreement = { providerId: 'guid', agreementId: 'guid' } as const
const ofPayment = { providerId: 'guid', agreementId: 'guid', paymentId: 'guid' } as const
const ofAttachment = { providerId: 'guid', paymentId: 'guid' } as const

const read = {
  method: 'GET',
  scope: 'subscriptions',
  query: [],
  safeToRepeat: true,
  bodyLimit: 0,
} as const

// No write has an idempotency key, and a second charge or refund is real money, so none is safe.
const write = {
  scope: 'subscriptions',
  query: [],
  safeToRepeat: false,
  bodyLimit: ordinaryBody,
} as const

const bodyless = { ...write, bodyLimit: 0 } as const

// The callback credentials come back in clear, under this member.
const masked = { masks: ['credentials'] } as const

/**
 * The Subscriptions API: providers, agreements, charges, one-offs, attachments, refunds.
 *
 * MobilePay docs: openapi/subscriptions.yaml.
 */
export const subscriptionOperations: readonly Operation[] = [
  {
    ...read,
    id: 'subscriptions.merchant.get',
    path: '/subscriptions/api/merchants/me',
    parts: {},
  },

  { ...read, ...masked, id: 'subscriptions.provider.get', path: provider, parts: ofProvider },
  {
    ...write,
    ...masked,
    id: 'subscriptions.provider.update',
    method: 'PATCH',
    path: provider,
    parts: ofProvider,
  },
  {
    ...write,
    id: 'subscriptions.provider.auth.oauth2',
    method: 'PUT',
    path: `${provider}/auth/oauth2`,
    parts: ofProvider,
  },
  {
    ...write,
    id: 'subscriptions.provider.auth.basic',
    method: 'PUT',
    path: `${provider}/auth/basic`,
    parts: ofProvider,
  },
  {
    ...write,
    id: 'subscriptions.provider.auth.apikey',
    method: 'PUT',
    path: `${provider}/auth/apikey`,
    parts: ofProvider,
  },

  {
    ...read,
    id: 'subscriptions.agreements.list',
    path: `${provider}/agreements`,
    parts: ofProvider,
    query: ['status', 'pageNumber', 'pageSize'],
  },
  {
    ...write,
    id: 'subscriptions.agreements.create',
    method: 'POST',
    path: `${provider}/agreements`,
    parts: ofProvider,
  },
  { ...read, id: 'subscriptions.agreements.get', path: agreement, parts: ofAgreement },
  {
    ...write,
    id: 'subscriptions.agreements.update',
    method: 'PATCH',
    path: agreement,
    parts: ofAgreement,
  },
  {
    ...bodyless,
    id: 'subscriptions.agreements.cancel',
    method: 'DELETE',
    path: agreement,
    parts: ofAgreement,
  },

  {
    ...write,
    id: 'subscriptions.charges.create',
    method: 'POST',
    path: `${provider}/paymentrequests`,
    parts: ofProvider,
    bodyLimit: batchBody,
  },
  {
    ...read,
    id: 'subscriptions.charges.list',
    path: `${agreement}/paymentrequests`,
    parts: ofAgreement,
  },
  { ...read, id: 'subscriptions.charges.get', path: charge, parts: ofPayment },
  {
    ...write,
    id: 'subscriptions.charges.update',
    method: 'PATCH',
    path: charge,
    parts: ofPayment,
  },
  {
    ...bodyless,
    id: 'subscriptions.charges.decline',
    method: 'DELETE',
    path: charge,
    parts: ofPayment,
  },

  {
    ...read,
    id: 'subscriptions.one_offs.list',
    path: `${agreement}/oneoffpayments`,
    parts: ofAgreement,
  },
  {
    ...write,
    id: 'subscriptions.one_offs.create',
    method: 'POST',
    path: `${agreement}/oneoffpayments`,
    parts: ofAgreement,
  },
  { ...read, id: 'subscriptions.one_offs.get', path: oneOff, parts: ofPayment },
  {
    ...bodyless,
    id: 'subscriptions.one_offs.cancel',
    method: 'DELETE',
    path: oneOff,
    parts: ofPayment,
  },
  {
    ...bodyless,
    id: 'subscriptions.one_offs.capture',
    method: 'POST',
    path: `${oneOff}/capture`,
    parts: ofPayment,
  },

  { ...read, id: 'subscriptions.attachment.get', path: attachment, parts: ofAttachment },
  {
    ...write,
    id: 'subscriptions.attachment.put',
    method: 'PUT',
    path: attachment,
    parts: ofAttachment,
  },
  {
    ...bodyless,
    id: 'subscriptions.attachment.delete',
    method: 'DELETE',
    path: attachment,
    parts: ofAttachment,
  },
  {
    ...read,
    id: 'subscriptions.attachment.pdf',
    path: `${attachment}/pdf`,
    parts: ofAttachment,
  },

  { ...read, id: 'subscriptions.refunds.list', path: refunds, parts: ofPayment },
  {
    ...write,
    id: 'subscriptions.refunds.create',
    method: 'POST',
    path: refunds,
    parts: ofPayment,
  },
]
