import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { operations } from '#shared/operations.ts'

const folder = '../shared/mobilepay/openapi'

const files: Readonly<Record<string, string>> = {
  'subscriptions.yaml': '/subscriptions',
  'invoice.yaml': '/invoice-restapi',
  'app_payments_api.yaml': '',
  'reporting.yaml': '',
  'webhooks.yaml': '',
}

const omitted: Readonly<Record<string, string>> = {
  'POST /v1/integration-test/payments/{}/reserve': 'acts as the customer, in sandboxes only',
  'GET /invoice-restapi/api/v1/consumers/me/invoices/{}/pdf': 'acts as the customer',
  'PUT /invoice-restapi/api/v1/consumers/me/invoices/{}/reject': 'acts as the customer',
  'PUT /invoice-restapi/api/v1/consumers/me/invoices/{}/accept': 'acts as the customer',
  'PUT /invoice-restapi/api/v1/consumers/me/invoices/directinvoiceconsent/{}':
    'acts as the customer',
  'DELETE /invoice-restapi/api/v1/directinvoiceconsents/{}':
    'acts as the customer: it needs the AuthenticatedUser header of user simulation',
}

/** Names of parts do not matter, only where they are. */
function nameless(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`
}

interface Published {
  readonly key: string
  readonly query: readonly string[]
  readonly takesBody: boolean
}

/** What a specification offers, read line by line: paths, methods, query names, bodies. */
function readSpecification(text: string, prefix: string): Published[] {
  const published: { key: string; query: string[]; takesBody: boolean }[] = []
  let inPaths = false
  let path = ''
  let lastName = ''
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) inPaths = line.startsWith('paths:')
    if (!inPaths) continue
    path = /^ {2}(\/\S+):/.exec(line)?.[1] ?? path
    const method = /^ {4}(get|post|put|patch|delete|head|options|trace):/.exec(line)?.[1]
    if (method !== undefined) {
      published.push({ key: nameless(method, prefix + path), query: [], takesBody: false })
    }
    const current = published.at(-1)
    if (current === undefined) continue
    lastName = /^ {8}- name: (\S+)/.exec(line)?.[1] ?? lastName
    if (/^ {10}in: query/.test(line)) current.query.push(lastName)
    if (/^ {6}requestBody:/.test(line)) current.takesBody = true
  }
  return published
}

const plain = (all: readonly Published[]) =>
  Object.fromEntries(
    all.map(({ key, query, takesBody }) => [key, { query: query.toSorted(), takesBody }]),
  )

const isThere = existsSync(folder)

describe.skipIf(!isThere)('against the published specifications', () => {
  const published = Object.entries(isThere ? files : {}).flatMap(([file, prefix]) =>
    readSpecification(readFileSync(`${folder}/${file}`, 'utf8'), prefix),
  )
  const offered = published.filter(({ key }) => !Object.hasOwn(omitted, key))
  const listed = operations.map((operation) => ({
    key: nameless(operation.method, operation.path),
    query: operation.query,
    takesBody: operation.bodyLimit > 0,
  }))

  test('every operation is listed, but for those left out on purpose', () => {
    expect(published).toHaveLength(67)
    expect(listed.map(({ key }) => key).toSorted()).toEqual(
      offered.map(({ key }) => key).toSorted(),
    )
  })

  test('nothing is left out that does not exist', () => {
    const keys = published.map(({ key }) => key)
    expect(Object.keys(omitted).filter((key) => !keys.includes(key))).toEqual([])
  })

  test('each takes the query names and the body that it is published with', () => {
    expect(plain(listed)).toEqual(plain(offered))
  })
})

describe('the list itself', () => {
  test('it has 61 operations, each under an id of its own', () => {
    expect(operations).toHaveLength(61)
    expect(new Set(operations.map(({ id }) => id)).size).toBe(61)
    const counts = Map.groupBy(operations, ({ scope }) => scope)
    expect(Object.fromEntries([...counts].map(([scope, list]) => [scope, list.length]))).toEqual({
      subscriptions: 27,
      invoice: 14,
      merchantpayments: 10,
      transactionreporting: 4,
      webhooks: 6,
    })
  })

  test('every part of a path has a shape, and every shape a part', () => {
    for (const { path, parts } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      expect(new Set(named)).toEqual(new Set(Object.keys(parts)))
      expect(new Set(named).size).toBe(named.length)
    }
  })

  test('of the writes, only those with a key in the body or a documented repeat are repeated', () => {
    const repeated = operations.filter(
      ({ method, safeToRepeat }) => method !== 'GET' && safeToRepeat,
    )
    expect(repeated.map(({ id }) => id)).toEqual([
      'payments.create',
      'payments.capture',
      'payments.refunds.create',
    ])
  })

  test('every read is repeated and takes no body', () => {
    const reads = operations.filter(({ method }) => method === 'GET')
    expect(reads).toHaveLength(28)
    expect(reads.every(({ safeToRepeat, bodyLimit }) => safeToRepeat && bodyLimit === 0)).toBe(true)
  })

  test('batches may be 8 MiB, other bodies 1 MiB', () => {
    const limits = Map.groupBy(operations, ({ bodyLimit }) => bodyLimit / 1024 / 1024)
    expect(new Set(limits.keys())).toEqual(new Set([0, 1, 8]))
    expect(limits.get(8)?.map(({ id }) => id)).toEqual([
      'subscriptions.charges.create',
      'invoice.invoices.create_batch',
      'invoice.links.create_batch',
    ])
  })

  test('what returns a secret is masked', () => {
    const masked = operations.filter(({ masks }) => masks !== undefined)
    expect(masked.map(({ id, masks }) => `${id} ${masks?.join()}`)).toEqual([
      'subscriptions.provider.get credentials',
      'subscriptions.provider.update credentials',
      'webhooks.list signatureKey',
      'webhooks.create signatureKey',
      'webhooks.get signatureKey',
      'webhooks.replace signatureKey',
      'webhooks.delete signatureKey',
      'webhooks.test signatureKey',
    ])
  })
})
