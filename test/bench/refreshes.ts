import { setTimeout as delay } from 'node:timers/promises'

import { createBrowser } from '../support/browser.ts'
import { tokenRequests } from '../support/requests.ts'
import { bffName, type Field } from './contestants.ts'

/** What a burst on an expired token came to, beside the same burst on a good one. */
export interface Refreshes {
  readonly parallel: number
  readonly tokenLatency: number
  readonly milliseconds: number
  readonly millisecondsWithout: number
  readonly tokenRequests: number
  readonly cookies: number
  readonly answers: number
}

const parallel = 200
const tokenLatency = 50

/** Many requests at once with one cookie whose access token has just run out. */
export async function measureRefreshes(field: Field): Promise<Refreshes> {
  const { sandbox, contestants } = field
  const contestant = contestants.find(({ name }) => name === bffName)
  if (contestant === undefined) throw new Error('there is no bff')
  const server = await contestant.start()
  const url = `http://localhost:${contestant.port}`
  const browser = createBrowser(url, 'mette@example.dk')
  // A token with fewer than 30 s left is renewed before it is used.
  sandbox.control.setAccessTokenSeconds(32)
  await browser.connect()
  sandbox.control.setAccessTokenSeconds(36_000)
  const burst = async () => {
    const startedAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: parallel }, () => {
        const cookie = browser.jar.header() ?? ''
        return fetch(`${url}/api/subscriptions/api/merchants/me`, {
          headers: { 'x-csrf': '1', cookie },
        })
      }),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    const milliseconds = performance.now() - startedAt
    const cookies = new Set(answers.flatMap(({ headers }) => headers.getSetCookie()))
    const good = answers.filter(({ ok }, index) => ok && bodies[index] !== '').length
    return { milliseconds, cookies, good }
  }
  await burst()
  await burst()
  const without = await burst()
  await delay(2500)
  sandbox.control.clearRequests()
  sandbox.control.faults.next('token', { kind: 'delay', milliseconds: tokenLatency })
  const renewed = await burst()
  const requests = tokenRequests(sandbox).length
  await server.stop()
  return {
    parallel,
    tokenLatency,
    milliseconds: renewed.milliseconds,
    millisecondsWithout: without.milliseconds,
    tokenRequests: requests,
    cookies: renewed.cookies.size,
    answers: renewed.good,
  }
}
