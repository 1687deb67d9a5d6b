import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'

import {
  type Webhook,
  webhookAnswer,
  webhookBody,
  type WebhookRequest,
  webhooksAnswer,
} from '#shared/mobilepay/webhooks.ts'

import { call } from './client.ts'

const base = '/api/v1/webhooks'

/** All webhooks of the merchant, their keys masked. There are no pages of them. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }): Promise<readonly Webhook[]> => call(base, webhooksAnswer, { signal }),
})

/** One webhook, its key masked. */
export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }): Promise<Webhook> => call(`${base}/${id}`, webhookAnswer, { signal }),
  })
}

export function createWebhook(request: WebhookRequest): Promise<Webhook> {
  return call(base, webhookAnswer, { method: 'POST', body: webhookBody(request) })
}

export function replaceWebhook(id: string, request: WebhookRequest): Promise<Webhook> {
  return call(`${base}/${id}`, webhookAnswer, { method: 'PUT', body: webhookBody(request) })
}

export async function deleteWebhook(id: string): Promise<void> {
  await call(`${base}/${id}`, z.unknown(), { method: 'DELETE' })
}

/** Lets MobilePay send a notification to the webhook now; rejects where it was not delivered. */
export async function testWebhook(id: string): Promise<void> {
  await call(`${base}/${id}/publishtestnotification`, z.unknown(), { method: 'POST' })
}

/** The key that MobilePay signs with; kept nowhere. */
export async function revealKey(id: string): Promise<string | null> {
  const { signatureKey } = await call(`${base}/${id}`, webhookAnswer, { reveal: true })
  return signatureKey
}
