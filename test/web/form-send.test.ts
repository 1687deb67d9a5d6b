import { expect, test } from 'vitest'

import { ApiError } from '../../web/api/errors.ts'
import { sendUntilClear } from '../../web/ui/form-send.ts'

type Step = 'ok' | ApiError

const lost = new ApiError('network_error')
const timedOut = new ApiError('upstream_timeout', { status: 504 })
const fault = new ApiError('mobilepay_error', { status: 500 })
const refusal = new ApiError('mobilepay_error', { status: 409, reason: 'amount_too_large' })
const ended = new ApiError('session_expired', { status: 401 })

interface Case {
  readonly steps: readonly Step[]
  readonly isRepeatable?: boolean
  /** What each look finds; none: there is no way to look. */
  readonly looks?: readonly ('found' | 'absent' | ApiError)[]
  readonly wasUnclear?: boolean
}

async function play({ steps, isRepeatable = true, looks, wasUnclear = false }: Case) {
  const sends = steps.values()
  const found = looks?.values()
  let sent = 0
  const outcome = await sendUntilClear<string>({
    send: () => {
      sent += 1
      const step = sends.next().value
      if (step === undefined) throw new Error('sent more often than expected')
      return step === 'ok' ? Promise.resolve('ok') : Promise.reject(step)
    },
    isRepeatable,
    wasUnclear,
    reread:
      found &&
      (() => {
        const seen = found.next().value
        if (seen === undefined) throw new Error('looked more often than expected')
        if (seen instanceof ApiError) return Promise.reject(seen)
        return Promise.resolve(seen === 'found' ? 'found' : null)
      }),
    pause: () => Promise.resolve(),
  })
  return { sent, outcome }
}

test('an answer is an answer', async () => {
  expect(await play({ steps: ['ok'] })).toEqual({
    sent: 1,
    outcome: { name: 'done', answer: 'ok' },
  })
})

test('a refusal is not repeated', async () => {
  const { sent, outcome } = await play({ steps: [refusal] })
  expect([sent, outcome.name]).toEqual([1, 'refused'])
})

test('a lost connection is repeated at most three times, also where nothing can be looked up', async () => {
  expect(await play({ steps: [lost, lost, 'ok'] })).toMatchObject({ sent: 3 })
  const { sent, outcome } = await play({ steps: [lost, lost, lost, lost] })
  expect([sent, outcome.name]).toEqual([4, 'unclear'])
})

test.each([timedOut, fault])('%s is repeated only after a look', async (problem) => {
  expect(await play({ steps: [problem] })).toMatchObject({ sent: 1, outcome: { name: 'unclear' } })
  const looked = await play({ steps: [problem, 'ok'], looks: ['absent'] })
  expect(looked).toMatchObject({ sent: 2, outcome: { name: 'done' } })
  const blind = await play({ steps: [problem], looks: [lost] })
  expect(blind).toMatchObject({ sent: 1, outcome: { name: 'unclear', isAbsent: false } })
})

test('what a look finds is done, and not sent again', async () => {
  expect(await play({ steps: [timedOut], looks: ['found'] })).toEqual({
    sent: 1,
    outcome: { name: 'done', answer: 'found' },
  })
})

test('what does not count once is never repeated', async () => {
  const missing = await play({ steps: [lost], isRepeatable: false, looks: ['absent'] })
  expect(missing).toMatchObject({ sent: 1, outcome: { name: 'unclear', isAbsent: true } })
  const there = await play({ steps: [timedOut], isRepeatable: false, looks: ['found'] })
  expect(there).toMatchObject({ sent: 1, outcome: { name: 'done' } })
})

test('an ended session says that nothing happened, unless an earlier try is unclear', async () => {
  expect((await play({ steps: [ended] })).outcome.name).toBe('refused')
  expect((await play({ steps: [lost, ended] })).outcome.name).toBe('unclear')
  expect((await play({ steps: [ended], wasUnclear: true })).outcome.name).toBe('unclear')
})

test('after a look, a spent key is not used again', async () => {
  let sent = 0
  const outcome = await sendUntilClear({
    send: () => {
      sent += 1
      return Promise.reject(refusal)
    },
    isRepeatable: true,
    judge: () => 'spent',
    reread: () => Promise.resolve(null),
    pause: () => Promise.resolve(),
  })
  expect([sent, outcome]).toEqual([
    1,
    { name: 'unclear', problem: refusal, isAbsent: true, isSpent: true },
  ])
})

test('a fault of the console is thrown, not taken for an answer', async () => {
  const broken = new TypeError('broken')
  const act = { send: () => Promise.reject(broken), isRepeatable: true }
  await expect(sendUntilClear(act)).rejects.toBe(broken)
})
