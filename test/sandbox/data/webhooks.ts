import type { Merchant } from '../merchants.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'

export const webhookEvents = [
  'payment.reserved',
  'payment.expired',
  'payment.cancelled_by_user',
  'paymentpoint.activated',
  'transfer.succeeded',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]

export interface WebhookSettings {
  /** Scheme and host in lower case. */
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** Undefined: all points. */
  readonly pointId: string | undefined
}

export interface Webhook extends WebhookSettings {
  readonly id: string
  /** Signs the notifications. MobilePay shows it on every read. */
  readonly signatureKey: string
}

export interface Webhooks {
  readonly all: ReadonlyMap<string, Webhook>
  readonly create: (settings: WebhookSettings) => Webhook
  readonly replace: (webhook: Webhook, settings: WebhookSettings) => Webhook
  readonly remove: (id: string) => void
}

/** A merchant's webhooks; those with something to listen to have one or two from the start. */
export const createWebhooks = (
  { profile }: Merchant,
  points: readonly Point[],
  random: Random,
): Webhooks => {
  const all = new Map<string, Webhook>()
  const create = (settings: WebhookSettings) => {
    const webhook = { ...settings, id: random.uuid(), signatureKey: random.uuid() }
    all.set(webhook.id, webhook)
    return webhook
  }

  const webShop = points.find(({ product }) => product === 'App payments')
  if (webShop && profile !== 'new') {
    create({
      url: 'https://hooks.example/mobilepay/payments',
      events: ['payment.reserved', 'payment.expired', 'payment.cancelled_by_user'],
      pointId: webShop.id,
    })
  }
  if (profile !== 'new') {
    create({
      url: 'https://hooks.example/mobilepay/transfers',
      events: ['transfer.succeeded'],
      pointId: undefined,
    })
  }

  return {
    all,
    create,
    replace: (webhook, settings) => {
      const replaced = { ...webhook, ...settings }
      all.set(webhook.id, replaced)
      return replaced
    },
    remove: (id) => {
      all.delete(id)
    },
  }
}
