import { expect, test } from 'vitest'

import { startStack } from '../../support/stack.ts'

/**
 * A console with a fault, played by `judged.test.ts` as a test of its own: what it sends is wrong, and the
 * test does not mind.
 */
const calls = {
  good: '/api/v3/reporting/transactions?pagesize=10&sortdirection=asc',
  bad: '/api/v3/reporting/transactions?startdate=2026-11-24',
}

test.for(['good', 'bad'] as const)('a console with %s requests', async (kind) => {
  const stack = await startStack()
  const browser = stack.browser()
  await browser.connect()
  expect((await browser.call(calls[kind])).status).toBe(kind === 'good' ? 200 : 400)
  stack.sandbox.control.clearRequests()
  await stack.close()
})
