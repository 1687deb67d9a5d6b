import { expect, test } from 'vitest'

import { cookieNames } from '../../../bff/session/cookies.ts'
import type { Answer } from './ask.ts'
import type { Expected, Place, Row, StoreKind, Told } from './row.ts'
import { processRows } from './rows-processes.ts'
import { providerRows } from './rows-provider.ts'
import { redisRows } from './rows-redis.ts'
import { trafficRows } from './rows-traffic.ts'
import { type Scene, startScene } from './scene.ts'
import type { World } from './world.ts'

const rows = [...trafficRows, ...providerRows, ...processRows, ...redisRows]
const places: readonly Place[] = [
  { mode: 'OneTime', store: 'memory' },
  { mode: 'OneTime', store: 'Redis' },
  { mode: 'ReUse', store: 'memory' },
  { mode: 'ReUse', store: 'Redis' },
]
/** Set by `pnpm test:full`. Without it each quick row runs in one place, by turns. */
export const full = process.env['FULL'] !== undefined

/** Declares every row of the matrix that makes sense with this store as a test of its own. */
export function declareMatrix(store: StoreKind, getWorld: () => World): void {
  for (const [index, row] of rows.entries()) {
    const possible = places.filter((place) => exists(row, place))
    for (const place of possible.filter((candidate) => candidate.store === store)) {
      if (!full && (row.slow === true || possible[index % possible.length] !== place)) continue
      test(`${row.name}: ${place.mode}, ${store}`, { timeout: 30_000 }, async () => {
        const { observed, expected } = await run(getWorld(), row, place)
        expect(observed).toEqual(expected)
      })
    }
  }
}

function exists(row: Row, { mode, store }: Place): boolean {
  return (row.stores?.includes(store) ?? true) && (row.modes?.includes(mode) ?? true)
}

interface Outcome {
  readonly observed: Expected
  readonly expected: Expected
}

async function run(world: World, row: Row, place: Place): Promise<Outcome> {
  world.use(row.processes ?? 1)
  const scene = await startScene(world, place.mode, row.accessTokenSeconds)
  await row.act(scene)

  const { tokenCalls, answers, taken } = scene
  const written = answers.flatMap(({ cookies }) => cookies.filter(({ maxAge }) => maxAge > 0))
  const seen = {
    calls: tokenCalls().length,
    answers: count(answers),
    writes: written.length,
    cookies: new Set(written.map(({ value }) => value)).size,
  }
  await expectForwardOnly(scene, taken)
  expectSoundAnswers(answers)
  const expected = typeof row.expected === 'function' ? row.expected(place) : row.expected
  const calls = withinRange(seen.calls, expected.calls)
  return { observed: { ...seen, calls, session: await tryOnceMore(scene) }, expected }
}

function withinRange(calls: number, expected: Expected['calls']): Expected['calls'] {
  if (typeof expected === 'number') return calls
  const [least, most] = expected
  return calls >= least && calls <= most ? expected : calls
}

/** Whether the browser's session still works, a refresh included. */
async function tryOnceMore({ world, control, ask, jar }: Scene): Promise<'kept' | 'ended'> {
  await world.heal()
  control.rejectAccessTokens()
  const { status, code } = await ask()
  if (status === 200) return 'kept'
  expect(['session_expired', 'consent_ended', 'not_connected']).toContain(code)
  expect(jar.get(cookieNames.session)).toBeUndefined()
  return 'ended'
}

/** Rule 3: whatever the order of the answers, the browser never gets an older session back. */
async function expectForwardOnly({ world }: Scene, taken: readonly string[]): Promise<void> {
  const sessions = await Promise.all(taken.map(world.open))
  const generations = sessions.map(({ generation }) => generation)
  expect(generations).toEqual(generations.toSorted((a, b) => a - b))
}

/** What holds for every answer, whatever happened: its parts fit together. */
function expectSoundAnswers(answers: readonly Answer[]): void {
  for (const answer of answers) {
    const { cookies, retryAfter, body } = answer
    const kind = tell(answer)
    expect(cookies.length).toBeLessThanOrEqual(1)
    // Only a grant that is known to be dead takes a session away. After a 401 it may be alive.
    const deletes = cookies.some(({ maxAge }) => maxAge === 0)
    if (kind !== 'consentEnded') expect(deletes).toBe(kind === 'expired')
    if (kind === 'ok') expect(body).toContain('"webhooks"')
    if (kind === 'unavailable') {
      expect(retryAfter).toBeGreaterThanOrEqual(1)
      expect(retryAfter).toBeLessThanOrEqual(10)
    } else expect(retryAfter).toBeNull()
  }
}

const told: Readonly<Record<string, Told>> = {
  '200 null': 'ok',
  '503 provider_unavailable': 'unavailable',
  '401 session_expired': 'expired',
  '401 not_connected': 'notConnected',
  '401 consent_ended': 'consentEnded',
  '0 null': 'broken',
}

function tell({ status, code, body }: Answer): Told {
  const kind = told[`${status} ${code}`]
  if (kind === undefined) throw new Error(`a client was told ${status} ${code}: ${body}`)
  return kind
}

function count(answers: readonly Answer[]): Expected['answers'] {
  const counts: Partial<Record<Told, number>> = {}
  for (const answer of answers) {
    const kind = tell(answer)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
