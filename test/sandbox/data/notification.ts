import { createHmac } from 'node:crypto'

/** What a notification is about. Amounts are not in it: the merchant reads the payment itself. */
export type NotificationSubject =
  | { readonly id: string; readonly type: 'payment'; readonly reference: string }
  | { readonly id: string; readonly type: 'transfer' | 'paymentpoint' }
  | { readonly type: 'test'; readonly id: string }

interface Notification {
  readonly notificationId: string
  readonly eventType: string
  /** ISO 8601 in UTC, whole seconds. */
  readonly eventDate: string
  readonly data: NotificationSubject
}

export const notificationBody = ({
  notificationId,
  eventType,
  eventDate,
  data,
}: Notification): string => JSON.stringify({ notificationId, eventType, eventDate, data })

/**
 * `x-mobilepay-signature`: HMAC-SHA1 of the URL and the body, all whitespace taken out, also inside of strings. The key
 * is used as the text that it is, though it looks like a GUID.
 */
export const signatureOf = (signatureKey: string, url: string, body: string): string =>
  createHmac('sha1', signatureKey)
    .update((url + body).replaceAll(/\s+/gu, ''))
    .digest('base64')
