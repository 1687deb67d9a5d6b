import { describe, expect, test } from 'vitest'

import { startConnected } from '../connected.ts'
import { problemsInRequests } from './sent-requests.ts'
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
    await merchant.send('GET', '/v1/invoices')
    await merchant.send('POST', '/v1/webhooks', { ...hook, events: ['everything'] })
    await merchant.send('POST', '/v1/webhooks', { ...hook, secret: 'mine' })
    const problems = problemsInRequests(sandbox.control.requests(), operations)
    await sandbox.close()
    expect(problems).toEqual([
      'GET /v3/reporting/transactions: no parameter pageSize',
      'GET /v1/invoices: no such operation',
      expect.stringMatching(/^POST \/v1\/webhooks: .*allowed values/u),
      expect.stringMatching(/^POST \/v1\/webhooks: .*secret/u),
    ])
  })
})
