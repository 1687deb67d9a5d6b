import { expect, test } from 'vitest'

import type { Answer } from './ask.ts'
import { type Scene, startScene, until, vat } from './scene.ts'
import type { World } from './world.ts'

/** What must hold with three processes that share Redis. */
export function declareAcrossProcesses(getWorld: () => World): void {
  test('200 parallel requests over 3 processes: 1 token call, 200 good answers', async () => {
    const world = getWorld()
    const scene = await startScene(world, 'OneTime')
    const before = requestsOf(world)
    const answers = await scene.burst(200)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200)
    expect(scene.tokenCalls()).toHaveLength(1)
    const cookies = answers.flatMap((answer) => answer.cookies.map(({ value }) => value))
    expect(cookies).toHaveLength(200)
    expect(new Set(cookies).size).toBe(1)
    // All three had their share of it.
    const shares = () => requestsOf(world).map((count, index) => count - (before[index] ?? 0))
    await until(() => shares().reduce((sum, share) => sum + share, 0) >= 200)
    expect(Math.min(...shares())).toBeGreaterThan(60)
  }, 30_000)

  test('a session that was logged out at one process is over at all of them', async () => {
    const scene = await startScene(getWorld(), 'OneTime', 300)
    for (const at of [0, 1, 2]) expect((await scene.ask({ at })).status).toBe(200)
    await logOut(scene, 0)
    for (const at of [0, 1, 2]) await untilOver(scene, at)
    expect(scene.tokenCalls()).toEqual([])
  })

  test('a grant that is found dead at one process ends the session at all of them', async () => {
    const scene = await startScene(getWorld(), 'OneTime')
    scene.control.revoke(vat)
    expect((await scene.ask({ at: 0 })).code).toBe('session_expired')
    for (const at of [1, 2]) await untilOver(scene, at)
    expect(scene.tokenCalls()).toHaveLength(1)
  })

  test('a process that starts later knows what ended before', async () => {
    const scene = await startScene(getWorld(), 'OneTime', 300)
    await logOut(scene, 0)
    await getWorld().restart(2)
    await untilOver(scene, 2)
    expect(scene.tokenCalls()).toEqual([])
  }, 30_000)

  test('what ended while Redis was away is told when it is back', async () => {
    const { redis } = getWorld()
    const scene = await startScene(getWorld(), 'OneTime', 300)
    await redis?.stop()
    await logOut(scene, 0)
    // Until then the others cannot know: the access token still opens its session there.
    expect((await scene.ask({ at: 1, cookie: scene.first })).status).toBe(200)
    await redis?.start()
    for (const at of [0, 1, 2]) await untilOver(scene, at)
  }, 30_000)
}

async function logOut({ ask, jar }: Scene, at: number): Promise<void> {
  const answer = await ask({ at, method: 'POST', path: '/auth/logout' })
  expect(answer.status).toBe(200)
  expect(jar.names()).toEqual([])
}

/** Other processes are told, which takes a moment. */
async function untilOver({ ask, first }: Scene, at: number): Promise<void> {
  let answer: Answer
  const giveUpAt = Date.now() + 5000
  do answer = await ask({ at, cookie: first })
  while (answer.status === 200 && Date.now() < giveUpAt)
  expect(answer).toMatchObject({ status: 401, code: 'not_connected', cookies: [] })
}

/** Lines of the log, one a request. */
function requestsOf(world: World): readonly number[] {
  return [0, 1, 2].map((index) => world.member(index).bff.output().split('"msg":"request"').length)
}
