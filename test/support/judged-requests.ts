import { relative } from 'node:path'

import { afterAll, expect } from 'vitest'

import { type RecordedRequest, watchRequests } from '../sandbox/requests.ts'

/**
 * Vitest's set-up for each file. Where our console is played, in a browser or over HTTP, everything it made the bff
 * send to MobilePay is judged by MobilePay's documents at the end, whatever the test itself looked at.
 */
const file = relative(import.meta.dirname, expect.getState().testPath ?? '')

if (/^\.\.\/(?:e2e|web)\//.test(file)) {
  const sent: RecordedRequest[] = []
  watchRequests((request) => {
    if (request.host === 'gateway') sent.push(request)
  })

  afterAll(async () => {
    if (sent.length === 0) return
    const { createRequestJudge } = await import('../sandbox/contract/sent-requests.ts')
    const judge = await createRequestJudge()
    const problems = new Set(judge(sent))
    if (problems.size === 0) return
    throw new Error(`what is wrong with requests to MobilePay:\n${[...problems].join('\n')}`)
  })
}
