import { afterAll, beforeAll, expect, test } from 'vitest'

import { cookieNames } from '../../../bff/session/cookies.ts'
import { createRandom } from '../../sandbox/data/random.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'
import { full } from './matrix.ts'

const refreshes = full ? 10_000 : 200
const serverError = {
  kind: 'respond',
  status: 500,
  contentType: 'application/json',
  body: '{"error":"server_error"}',
} as const

let stack: Stack
beforeAll(async () => {
  const settings = { LOG_LEVEL: 'silent' }
  stack = await startStack({ sandbox: { refreshTokens: 'OneTime' }, settings })
})
afterAll(() => stack.close())

test(`${refreshes} refreshes in a row over a flaky provider lose no session`, async () => {
  const { faults } = stack.sandbox.control
  const random = createRandom('flaky provider')
  const browser = stack.browser()
  await browser.connect()
  const seen = { resets: 0, errors: 0, lost: 0 }

  for (let done = 0; done < refreshes; done += 1) {
    advance(stack, accessTokenLifetime)
    // After a fault the same refresh is tried again, until it is through.
    for (let renewed = false; !renewed;) {
      const chance = random.fraction()
      faults.clear()
      if (chance < 0.1) faults.next('token', { kind: 'reset' })
      else if (chance < 0.2) faults.next('token', serverError)
      const answer = await browser.call('/api/v1/webhooks')
      await answer.arrayBuffer()
      if (answer.status === 200) renewed = true
      else if (answer.status === 503 && chance < 0.1) seen.resets += 1
      else if (answer.status === 503 && chance < 0.2) seen.errors += 1
      else {
        seen.lost += 1
        await browser.connect()
      }
    }
  }

  const { resets, errors, lost } = seen
  console.log(
    `${refreshes} refreshes, ${resets} resets, ${errors} times 500: ${lost} sessions lost`,
  )
  expect(lost).toBe(0)
  expect(Math.min(resets, errors)).toBeGreaterThan(refreshes / 20)
  const opened = await stack.bff.deps.sessions.open(browser.jar.get(cookieNames.session) ?? '')
  expect(opened).toMatchObject({ kind: 'open', session: { generation: refreshes } })
}, 1_800_000)
