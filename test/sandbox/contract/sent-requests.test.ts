import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { startConnected } from '../connected.ts'
import { type RecordedRequest, watchRequests } from '../requests.ts'
import { problemsInRequests, refusedRequests } from './sent-requests.ts'
import { hasSpecifications, readSpecifications } from './specification.ts'

describe.skipIf(!hasSpecifications)('requests by MobilePay’s own documents', () => {
  test('those that are as documented pass, and the others are named', async () => {
    const operations = await readSpecifications()
    const { sandbox, merchant } = await startConnected('shop')
    const hook = { url: 'https://hook.example/', events: ['transfer.succeeded'] }
    await merchant.send('GET', '/v3/reporting/transactions?pagesize=10&sortdirection=asc')
    await merchant.send('GET', '/subscriptions/api/merchants/me')
    await merchant.send('POST', '/v1/webhooks', hook)
    expect(problemsInRequests(sandbox.control.requests(), operations)).toEqual([])

    sandbox.control.clearRequests()
    await merchant.send('GET', '/v3/reporting/transactions?pageSize=10')
    await merchant.send('GET', '/v3/reporting/transactions?pagesize=1.5&startdate=2026-11-24')
    await merchant.send('GET', `/subscriptions/api/providers/${randomUUID()}/agreements?pageSize=9`)
    await merchant.send('GET', '/v1/payments?stateFilter=reserved&stateFilter=lost')
    await merchant.send('GET', '/v1/invoices')
    await merchant.send('POST', '/v1/webhooks', { ...hook, events: ['everything'] })
    await merchant.send('POST', '/v1/webhooks', { ...hook, secret: 'mine' })
    await merchant.send('POST', '/v1/webhooks', hook, { 'content-type': 'text/plain' })
    const problems = problemsInRequests(sandbox.control.requests(), operations)
    await sandbox.close()
    expect(problems).toEqual([
      'GET /v3/reporting/transactions: no parameter pageSize',
      expect.stringMatching(/^GET .* parameter startdate=2026-11-24: .*date-time/u),
      expect.stringMatching(/^GET .* parameter pagesize=1.5: .*integer/u),
      'GET /subscriptions/api/providers/{providerid}/agreements: parameter pageNumber is missing',
      expect.stringMatching(/^GET .* parameter stateFilter=reserved,lost: .*allowed values/u),
      'GET /v1/invoices: no such operation',
      expect.stringMatching(/^POST \/v1\/webhooks: .*allowed values/u),
      expect.stringMatching(/^POST \/v1\/webhooks: .*secret/u),
      'POST /v1/webhooks: a body that is not declared as application/json',
    ])
  })
})

test('without the documents the stand-in’s own judgement counts', async () => {
  const { sandbox, merchant } = await startConnected('shop')
  await merchant.send('GET', '/v3/reporting/transactions?pagesize=10')
  await merchant.send('GET', '/v3/reporting/transactions?pagesize=ten')
  await merchant.send('GET', '/v1/invoices')
  const problems = refusedRequests(sandbox.control.requests())
  await sandbox.close()
  expect(problems).toEqual([
    'GET /v3/reporting/transactions: refused as malformed',
    'GET /v1/invoices: no such operation',
  ])
})

test('a watcher is shown whole bodies, of requests that were never answered too', async () => {
  const watched: RecordedRequest[] = []
  watchRequests((request) => {
    watched.push(request)
  })
  const { sandbox, merchant } = await startConnected('shop')
  sandbox.control.faults.next('api', { kind: 'lose' })
  const long = { url: `https://hook.example/${'x'.repeat(100_000)}`, events: [] }
  await expect(merchant.send('POST', '/v1/webhooks', long)).rejects.toThrow('fetch failed')
  sandbox.control.clearRequests()
  await sandbox.close()
  expect(watched.at(-1)?.body).toBe(JSON.stringify(long))
})
