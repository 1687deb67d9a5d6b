import { randomUUID } from 'node:crypto'

import { expect, it } from 'vitest'
import * as z from 'zod/mini'

import { anyText, openApis } from './harness.ts'
import * as schemas from './schemas.ts'

const hook = { url: 'https://hooks.example/new', events: ['transfer.succeeded'] }

const open = () => {
  const sandbox = openApis()
  const call = (method: string, id = '', body?: unknown) =>
    sandbox.send('shop', method, `/v1/webhooks${id && `/${id}`}`, body)
  const create = async (members: Readonly<Record<string, unknown>> = {}) => {
    const response = await call('POST', '', { ...hook, ...members })
    expect(response.status).toBe(200)
    return schemas.webhook.parse(await response.json())
  }
  const list = async () => {
    const body: unknown = await (await call('GET')).json()
    return schemas.webhooks.parse(body).webhooks
  }
  return { ...sandbox, call, create, list }
}

it('a webhook lives: created, read with its key in clear, replaced, deleted', async () => {
  const { call, create, list } = open()
  const before = await list()
  const created = await create()
  expect(created).toMatchObject({ ...hook, paymentPointId: null })
  expect(await (await call('GET', created.webhookId)).json()).toEqual(created)
  expect(await list()).toEqual([...before, created])

  const changes = { url: 'https://hooks.example/other', events: ['payment.reserved'] }
  const replaced: unknown = await (await call('PUT', created.webhookId, changes)).json()
  expect(replaced).toEqual({ ...created, ...changes })
  expect(await (await call('GET', created.webhookId)).json()).toEqual(replaced)

  expect((await call('DELETE', created.webhookId)).status).toBe(204)
  expect((await call('GET', created.webhookId)).status).toBe(404)
  expect((await call('DELETE', created.webhookId)).status).toBe(204)
  expect(await list()).toEqual(before)
})

it('each webhook has a key of its own', async () => {
  const { create } = open()
  const one = await create()
  const other = await create({ url: 'https://hooks.example/second' })
  expect(one.signatureKey).not.toBe(other.signatureKey)
})

it('scheme and host come back in lower case, the rest as it was', async () => {
  const { url } = await open().create({ url: 'HTTPS://Hooks.Example/Case?A=B' })
  expect(url).toBe('https://hooks.example/Case?A=B')
})

it('a webhook can be for one point, but only for one of the own', async () => {
  const { create, call, world } = open()
  const [point] = world('shop').points
  expect((await create({ paymentPointId: point?.id })).paymentPointId).toBe(point?.id)
  const [foreign] = world('finnish').points
  const refused = await call('POST', '', {
    ...hook,
    url: 'https://a.example/',
    paymentPointId: foreign?.id,
  })
  expect(refused.status).toBe(409)
})

it('one address, one webhook', async () => {
  const { create, call } = open()
  const one = await create()
  const two = await create({ url: 'https://hooks.example/second' })
  const error = z.strictObject({
    code: z.string(),
    message: z.string(),
    correlationId: z.uuid(),
    origin: z.literal('WBH'),
  })
  for (const response of [
    await call('POST', '', hook),
    await call('PUT', two.webhookId, { ...hook, url: one.url }),
  ]) {
    expect(response.status).toBe(409)
    error.parse(await response.json())
  }
  expect((await call('PUT', one.webhookId, hook)).status).toBe(200)
})

it.each([
  { url: 'http://hooks.example/' },
  { url: 'hooks' },
  { url: undefined },
  { events: [] },
  { events: 'transfer.succeeded' },
  { events: ['payment.captured'] },
  { paymentPointId: 'web' },
])('%j is a bad request', async (members) => {
  const response = await open().call('POST', '', { ...hook, ...members })
  expect([response.status, await response.json()]).toEqual([
    400,
    { code: '', message: anyText, correlationId: anyText, origin: 'WBH' },
  ])
})

it('nobody touches what is not theirs', async () => {
  const { call, world } = open()
  const [foreign] = world('finnish').webhooks.all.keys()
  expect((await call('PUT', foreign, hook)).status).toBe(403)
  expect((await call('DELETE', foreign)).status).toBe(403)
  expect(world('finnish').webhooks.all.has(foreign ?? '')).toBe(true)
  expect((await call('PUT', randomUUID(), hook)).status).toBe(404)
})
