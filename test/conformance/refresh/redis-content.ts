import { beforeAll, describe, expect, test } from 'vitest'

import { cookieNames } from '../../../bff/session/cookies.ts'
import { createSeals, type Purpose } from '../../../bff/session/seal.ts'
import { type Scene, startScene, vat } from './scene.ts'
import type { World } from './world.ts'

const purposes: readonly Purpose[] = ['session', 'id-token', 'transaction']

/** Whoever steals Redis has nothing. */
export function declareRedisContent(getWorld: () => World): void {
  describe('a dump of Redis', () => {
    let content: ReadonlyMap<string, string>
    let last: Scene

    beforeAll(async () => {
      const world = getWorld()
      await world.heal()
      await world.redis?.stop()
      await world.heal()
      await leaveSuccessorAndEnd(await startScene(world, 'ReUse'))
      await leaveDeadToken(await startScene(world, 'OneTime'))
      last = await startScene(world, 'OneTime')
      await leaveUncheckedAnswer(last)
      content = (await world.redis?.dump()) ?? new Map<string, string>()
    }, 60_000)

    test('holds what the processes leave for each other', () => {
      const kinds = [...content.keys()].map((key) => key.split(':').slice(0, 2).join(':'))
      const count = (kind: string) => kinds.filter((candidate) => candidate === kind).length
      // Of one token under ReUse, of the dead one, of two under OneTime.
      expect(count('mpc:successor')).toBe(4)
      expect(count('mpc:state')).toBe(3)
      expect(content.get('mpc:ended:session')?.split('\n')).toHaveLength(3)
    })

    test('contains no token, no secret, no cookie and no key', () => {
      const { sandbox, sessionKey, cookies } = getWorld()
      const canaries = [...sandbox.control.secrets(), sessionKey, ...cookies]
      expect(canaries.length).toBeGreaterThan(20)
      // The values are base64url after a fence: what is in there must be unreadable too.
      const readings = [...content].flatMap(([key, value]) => [key, value, decode(value)])
      for (const canary of canaries) {
        expect(canary.length).toBeGreaterThan(20)
        const raw = Buffer.from(canary, 'base64url').toString('latin1')
        expect(readings.filter((text) => text.includes(canary) || text.includes(raw))).toEqual([])
      }
    })

    test('opens no session, with the keys of the bff neither', async () => {
      const keys = new Map([[1, Buffer.from(getWorld().sessionKey, 'base64url')]])
      const seals = createSeals(keys, () => 0)
      for (const [key, value] of content) {
        for (const text of [key, value, value.slice(value.indexOf(':') + 1), decode(value)]) {
          for (const purpose of purposes) {
            expect((await seals.open(purpose, text)).kind).toBe('refused')
          }
          const cookie = `${cookieNames.session}=${text.replaceAll(/[^\w*~-]/g, '')}`
          expect((await last.ask({ cookie })).status).toBe(401)
        }
      }
    }, 60_000)
  })
}

function decode(value: string): string {
  return Buffer.from(value.slice(value.indexOf(':') + 1), 'base64url').toString('latin1')
}

async function leaveSuccessorAndEnd({ ask, first }: Scene): Promise<void> {
  await ask({ at: 0 })
  await ask({ at: 1, cookie: first })
  const answer = await ask({ at: 0, method: 'POST', path: '/auth/logout' })
  expect(answer.status).toBe(200)
}

async function leaveDeadToken({ ask, control }: Scene): Promise<void> {
  control.revoke(vat)
  expect((await ask({ at: 0 })).code).toBe('session_expired')
}

async function leaveUncheckedAnswer(scene: Scene): Promise<void> {
  const { ask, control, refuseAccessTokens, world } = scene
  await ask({ at: 0 })
  await refuseAccessTokens()
  // A process that has just started has no keys yet.
  await world.restart(0)
  control.faults.next('jwks', { kind: 'reset' }, 3)
  expect((await ask({ at: 0 })).code).toBe('provider_unavailable')
  control.faults.clear()
  await ask({ at: 0, method: 'POST', path: '/auth/logout' })
}
