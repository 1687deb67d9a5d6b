import type { Operation } from '../operations.ts'
import { ordinaryBody } from './limits.ts'

const webhook = '/v1/webhooks/{webhookId}'
const ofWebhook = { webhookId: 'guid' } as const

// The signature key comes back on every read and write; whoever has it can forge notifications.
const common = {
  scope: 'webhooks',
  query: [],
  masks: ['signatureKey'],
} as const

const read = { ...common, method: 'GET', safeToRepeat: true, bodyLimit: 0 } as const
const write = { ...common, safeToRepeat: false, bodyLimit: ordinaryBody } as const

/**
 * The Webhooks API.
 *
 * MobilePay docs: openapi/webhooks.yaml.
 */
export const webhookOperations: readonly Operation[] = [
  { ...read, id: 'webhooks.list', path: '/v1/webhooks', parts: {} },
  { ...write, id: 'webhooks.create', method: 'POST', path: '/v1/webhooks', parts: {} },
  { ...read, id: 'webhooks.get', path: webhook, parts: ofWebhook },
  { ...write, id: 'webhooks.replace', method: 'PUT', path: webhook, parts: ofWebhook },
  {
    ...write,
    id: 'webhooks.delete',
    method: 'DELETE',
    path: webhook,
    parts: ofWebhook,
    bodyLimit: 0,
  },
  {
    ...write,
    id: 'webhooks.test',
    method: 'POST',
    path: `${webhook}/publishtestnotification`,
    parts: ofWebhook,
    bodyLimit: 0,
  },
]
