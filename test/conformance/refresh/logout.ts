import { expect, test } from 'vitest'

import { cookieNames } from '../../../bff/session/cookies.ts'
import { type Scene, startScene } from './scene.ts'
import type { World } from './world.ts'

/** Logout is final. What is slow goes to the first process, the logout to the one numbered `at`. */
export function declareLogout(getWorld: () => World, at: number): void {
  const logOut = ({ ask }: Scene) => ask({ at, method: 'POST', path: '/auth/logout' })
  const where = at === 0 ? 'in one process' : 'over two processes'

  test(`logout ${where}: a slow response does not bring the session back`, async () => {
    const scene = await startScene(getWorld(), 'OneTime')
    scene.control.faults.next('api', { kind: 'delay', milliseconds: 1000 })
    const slow = scene.ask({ at: 0 })
    await scene.untilApiCall()
    expect((await logOut(scene)).status).toBe(200)
    // It was renewed before the logout, and its call went through; only the session stays away.
    expect(await slow).toMatchObject({ status: 200, cookies: [] })
    await expectOver(scene)
  })

  test(`logout ${where}: a refresh under way does not bring the session back`, async () => {
    const scene = await startScene(getWorld(), 'OneTime')
    scene.control.faults.next('token', { kind: 'delay', milliseconds: 800 })
    const slow = scene.ask({ at: 0 })
    await scene.untilTokenCall()
    expect((await logOut(scene)).status).toBe(200)
    expect(await slow).toMatchObject({ status: 401, code: 'not_connected', cookies: [] })
    await expectOver(scene)
  })

  test(`logout ${where}: cookies from before, and their successors, are of no use`, async () => {
    const scene = await startScene(getWorld(), 'OneTime')
    expect((await scene.ask({ at: 0 })).status).toBe(200)
    const second = scene.jar.header() ?? ''
    expect((await logOut(scene)).status).toBe(200)
    for (const cookie of [scene.first, second]) {
      const answer = await scene.ask({ at, cookie })
      expect(answer).toMatchObject({ status: 401, code: 'not_connected', cookies: [] })
    }
    expect(scene.tokenCalls()).toHaveLength(1)
  })
}

async function expectOver({ ask, jar, first, taken }: Scene): Promise<void> {
  expect(taken).toEqual([])
  expect(jar.get(cookieNames.session)).toBeUndefined()
  const again = await ask({ at: 0, cookie: first })
  expect(again).toMatchObject({ status: 401, code: 'not_connected', cookies: [] })
}
