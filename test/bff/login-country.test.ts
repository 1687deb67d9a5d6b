import { afterAll, beforeAll, expect, test } from 'vitest'

import { readFailurePage } from '../support/failure-page.ts'
import { readConnected } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ settings: { MOBILEPAY_ENVIRONMENT: 'sandbox-dk' } })
})

afterAll(() => stack.close())

test('an instance for Denmark connects Danish merchants and names its environment', async () => {
  const browser = stack.browser()
  await browser.connect({ vat: 'DK12345678' })
  expect((await readConnected(browser)).environment).toBe('sandbox-dk')
})

test('an instance for Denmark refuses a Finnish VAT number in words', async () => {
  const response = await stack.browser().fetch('/auth/login?merchant_vat=FI12345678')
  const { text } = await readFailurePage(response, 400)
  expect(text).toContain('one country')
})
