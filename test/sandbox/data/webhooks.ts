import type { DeliveryOrder } from '../delivery/order.ts'
import { webhookRetries } from '../delivery/retries.ts'
import { type NotificationSubject, notificationBody, signatureOf } from './notification.ts'
import type { Point } from './point.ts'
import type { Stage } from './stage.ts'

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
  /** Tells every webhook that listens for this event at this point. */
  readonly notify: (event: WebhookEvent, point: Point, subject: NotificationSubject) => void
  /** A notification of nothing, for somebody to send and to wait for. */
  readonly testNotification: (webhook: Webhook) => DeliveryOrder
}

/** A merchant's webhooks; those with something to listen to have one or two from the start. */
export const createWebhooks = (
  { merchant, agenda, random: randomFor, deliver, isLive }: Stage,
  points: readonly Point[],
): Webhooks => {
  const random = randomFor('webhooks')
  const notificationIds = randomFor('webhooks/notifications')
  const all = new Map<string, Webhook>()
  const create = (settings: WebhookSettings) => {
    const webhook = { ...settings, id: random.uuid(), signatureKey: random.uuid() }
    all.set(webhook.id, webhook)
    return webhook
  }
  const orderOf = (
    { url, signatureKey }: Webhook,
    eventType: string,
    data: NotificationSubject,
  ): DeliveryOrder => {
    const at = agenda.now()
    const body = notificationBody({
      notificationId: notificationIds.uuid(),
      eventType,
      eventDate: `${new Date(at).toISOString().slice(0, 19)}Z`,
      data,
    })
    return {
      kind: 'webhook',
      merchantId: merchant.id,
      url,
      body,
      headers: { 'x-mobilepay-signature': signatureOf(signatureKey, url, body) },
      at,
      retryAfter: webhookRetries,
    }
  }

  const webShop = points.find(({ product }) => product === 'App payments')
  if (webShop && merchant.profile !== 'new') {
    create({
      url: 'https://hooks.example/mobilepay/payments',
      events: ['payment.reserved', 'payment.expired', 'payment.cancelled_by_user'],
      pointId: webShop.id,
    })
  }
  if (merchant.profile !== 'new') {
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
    notify: (event, point, subject) => {
      if (!isLive()) return
      for (const webhook of all.values()) {
        const { events, pointId } = webhook
        if (events.includes(event) && (pointId === undefined || pointId === point.id)) {
          deliver(orderOf(webhook, event, subject))
        }
      }
    },
    testNotification: (webhook) =>
      orderOf(webhook, 'test.notification', { type: 'test', id: notificationIds.uuid() }),
  }
}
