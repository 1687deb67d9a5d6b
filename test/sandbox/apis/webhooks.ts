import { isCallable } from '../data/rules.ts'
import {
  type Webhook,
  type WebhookEvent,
  type WebhookSettings,
  webhookEvents,
} from '../data/webhooks.ts'
import type { World } from '../data/world.ts'
import { isSuccess } from '../delivery/order.ts'
import { type Api, BadRequestError, type Call, get, post, put, remove } from './call.ts'
import { type Members, optionalUuid, requiredUri } from './read-members.ts'
import { pathId, readBody } from './read-request.ts'
import { emptyReply, jsonReply } from './reply.ts'

const longestUrl = 2000

const webhookBody = ({ id, url, events, signatureKey, pointId }: Webhook) => ({
  webhookId: id,
  url,
  events,
  signatureKey,
  paymentPointId: pointId ?? null,
})

const errorReply = (status: 400 | 409, code: string, message: string, correlationId: string) =>
  jsonReply({ code, message, correlationId, origin: 'WBH' }, status)

const isEvent = (event: unknown): event is WebhookEvent =>
  webhookEvents.some((known) => known === event)

const readSettings = (members: Members, { rules }: World): WebhookSettings => {
  // Parsing puts the scheme and the host in lower case, as MobilePay does.
  const url = new URL(requiredUri(members, 'url', longestUrl))
  if (!isCallable(url, rules)) throw new BadRequestError('url must use https.')
  const events = members.get('events')
  if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent)) {
    throw new BadRequestError(`events must be a list of: ${webhookEvents.join(', ')}.`)
  }
  return { url: url.href, events, pointId: optionalUuid(members, 'paymentPointId') }
}

/** What stands in the way of these settings, if anything does. */
const conflictOf = (call: Call, { url, pointId }: WebhookSettings, own?: Webhook) => {
  const { webhooks, points } = call.world
  if ([...webhooks.all.values()].some((other) => other.url === url && other.id !== own?.id)) {
    return errorReply(409, 'url_in_use', 'Another webhook has this url.', call.correlationId)
  }
  if (pointId !== undefined && !points.some(({ id }) => id === pointId)) {
    return errorReply(409, 'payment_point_not_found', 'No such point.', call.correlationId)
  }
  return undefined
}

/** The merchant's webhook of the path; another merchant's is forbidden, anything else not found. */
const findWebhook = ({ world, worlds }: Call, id: string): Webhook | Response => {
  const own = world.webhooks.all.get(id)
  if (own) return own
  const isForeign = worlds.all().some(({ webhooks }) => webhooks.all.has(id))
  return emptyReply(isForeign ? 403 : 404)
}

const getWebhooks = ({ world }: Call) =>
  jsonReply({ webhooks: [...world.webhooks.all.values()].map(webhookBody) })

const getWebhook = (call: Call) => {
  const found = findWebhook(call, pathId(call, 'webhookid'))
  return found instanceof Response ? found : jsonReply(webhookBody(found))
}

const createWebhook = async (call: Call) => {
  const settings = readSettings(await readBody(call), call.world)
  return conflictOf(call, settings) ?? jsonReply(webhookBody(call.world.webhooks.create(settings)))
}

const updateWebhook = async (call: Call) => {
  const found = findWebhook(call, pathId(call, 'webhookid'))
  if (found instanceof Response) return found
  const settings = readSettings(await readBody(call), call.world)
  return (
    conflictOf(call, settings, found) ??
    jsonReply(webhookBody(call.world.webhooks.replace(found, settings)))
  )
}

/** No 404 is documented: a webhook that is gone is as good as deleted. */
const deleteWebhook = (call: Call) => {
  const found = findWebhook(call, pathId(call, 'webhookid'))
  if (found instanceof Response) return emptyReply(found.status === 403 ? 403 : 204)
  call.world.webhooks.remove(found.id)
  return emptyReply(204)
}

/** Sends one notification, and answers when it has arrived or has not. */
const publishTestNotification = async (call: Call) => {
  const found = findWebhook(call, pathId(call, 'webhookid'))
  if (found instanceof Response) return found
  const attempt = await call.delivery.tryOnce(call.world.webhooks.testNotification(found))
  if (isSuccess(attempt)) return emptyReply(200)
  const { outcome } = attempt
  const reason =
    outcome.kind === 'answered' ? `The webhook answered ${outcome.status}.` : outcome.reason
  return jsonReply(
    { code: null, message: reason, correlationId: call.correlationId, origin: 'WBH' },
    409,
  )
}

export const webhooksApi: Api = {
  name: 'Webhooks',
  scope: 'webhooks',
  endsWithMove: true,
  badRequest: ({ correlationId }, message) => errorReply(400, '', message, correlationId),
  operations: [
    get('/v1/webhooks', getWebhooks),
    post('/v1/webhooks', createWebhook),
    get('/v1/webhooks/:webhookid', getWebhook),
    put('/v1/webhooks/:webhookid', updateWebhook),
    remove('/v1/webhooks/:webhookid', deleteWebhook),
    post('/v1/webhooks/:webhookid/publishtestnotification', publishTestNotification),
  ],
}
