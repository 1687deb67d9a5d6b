import { expect, test } from 'vitest'

import { createFrameFetch } from '../../../web/embed/frame-fetch.ts'

/** A network that answers each call with the next of these session seals. */
function networkOf(...seals: readonly (string | undefined)[]) {
  const sent: Record<string, string>[] = []
  let calls = 0
  const fetchFrame = createFrameFetch('acme', async (_path, init) => {
    sent.push(Object.fromEntries(new Headers(init?.headers)))
    const seal = seals[calls]
    calls += 1
    return new Response('{}', seal === undefined ? {} : { headers: { 'X-MPC-Session': seal } })
  })
  return { sent, fetchFrame }
}

test('every call names the client, and carries what the caller adds', async () => {
  const { sent, fetchFrame } = networkOf()
  await fetchFrame('/auth/handle', { headers: { 'content-type': 'application/json' } })
  expect(sent).toEqual([
    { 'x-csrf': '1', 'x-mpc-client': 'acme', 'content-type': 'application/json' },
  ])
})

test('a session that came in a header is sent from then on, in its newest form, until logout', async () => {
  const { sent, fetchFrame } = networkOf('one', undefined, 'two', undefined)
  for (const path of ['/auth/redeem', '/api/a', '/api/b', '/auth/logout', '/auth/session']) {
    await fetchFrame(path)
  }
  expect(sent.map((headers) => headers['x-mpc-session'])).toEqual([
    undefined,
    'one',
    'one',
    'two',
    undefined,
  ])
})
