import { expect, test } from 'vitest'

import { ApiError } from '../../../web/api/errors.ts'
import { openJobStore } from '../../../web/features/import/job-store.ts'
import type { JobRow, Outcome, RowState, Sender } from '../../../web/features/import/job.ts'
import { createRunner, type Runner } from '../../../web/features/import/runner.ts'

const ready: RowState = { state: 'ready' }
let count = 0

/** MobilePay as far as an import sees it: what it has, and what goes wrong on the way. */
function createMobilePay() {
  const has = new Map<number, number>()
  const faults: ((rows: readonly number[]) => void)[] = []
  const take = (row: number): Outcome => {
    has.set(row, (has.get(row) ?? 0) + 1)
    return { state: 'done', id: `id-${row}`, href: null }
  }
  const sender: Sender<number> = {
    batchSize: 3,
    atOnce: 2,
    send: async (rows) => {
      faults.shift()?.(rows)
      return rows.map(take)
    },
    settle: async (row) =>
      has.has(row) ? { state: 'done', id: `id-${row}`, href: null } : 'absent',
    check: async (_, id) => ({ state: 'done', id, href: null }),
  }
  return { has, faults, sender, take }
}

async function open(
  sender: Sender<number>,
  outcomes: readonly RowState[] = Array.from({ length: 10 }, () => ready),
) {
  count += 1
  const job = `job-${count}`
  const rows: readonly JobRow[] = outcomes.map((outcome, index) => ({
    job,
    line: index + 2,
    cells: [],
    outcome,
  }))
  const store = await openJobStore()
  await store.create(
    {
      id: job,
      vat: 'DK12345678',
      kind: 'charges',
      target: 't',
      fileName: 'f.csv',
      createdAt: 0,
      header: [],
      columns: {},
      decimals: ',',
    },
    rows,
  )
  const runner = createRunner({ job, rows, store, sender, read: ({ line }) => line })
  return { runner, store, job }
}

async function rest(runner: Runner): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const leave = runner.subscribe(() => {
    if (!runner.get().isRunning) resolve()
  })
  runner.start()
  await promise
  leave()
}

const statesOf = (runner: Runner) => runner.get().rows.map(({ outcome }) => outcome.state)
const once = (lines: number) => Array.from({ length: lines }, (_, index) => [index + 2, 1])
const entries = (has: ReadonlyMap<number, number>) => [...has].toSorted(([a], [b]) => a - b)

test('every row is sent once, and written down before the runner says so', async () => {
  const { has, sender } = createMobilePay()
  const { runner, store, job } = await open(sender)
  await rest(runner)
  expect(entries(has)).toEqual(once(10))
  expect(runner.get().pause).toEqual({ why: 'finished' })
  const kept = await store.read(job)
  expect(kept?.rows.map(({ outcome }) => outcome.state)).toEqual(Array(10).fill('done'))
})

test('rows that were under way when the page went are looked up, and only the missing are sent', async () => {
  const mobilePay = createMobilePay()
  for (const arrived of [2, 3]) mobilePay.take(arrived)
  const sending = { state: 'sending' } as const
  const { runner } = await open(mobilePay.sender, [sending, sending, sending, ready])
  await rest(runner)
  expect(entries(mobilePay.has)).toEqual(once(4))
  expect(statesOf(runner)).toEqual(['done', 'done', 'done', 'done'])
})

test.each([
  ['the answer is lost after MobilePay took them', new ApiError('network_error'), true],
  [
    'the call is lost before it gets there',
    new ApiError('upstream_timeout', { status: 504 }),
    false,
  ],
  ['MobilePay breaks', new ApiError('mobilepay_error', { status: 500 }), true],
])('%s: the import pauses, and going on sends nothing twice', async (_, error, arrives) => {
  const mobilePay = createMobilePay()
  mobilePay.faults.push((rows) => {
    if (arrives) for (const row of rows) mobilePay.take(row)
    throw error
  })
  const { runner } = await open(mobilePay.sender)
  await rest(runner)
  expect(runner.get().pause).toEqual({ why: 'problem', problem: error })
  expect(statesOf(runner)).toContain('unknown')
  await rest(runner)
  expect(entries(mobilePay.has)).toEqual(once(10))
})

test.each(['session_expired', 'consent_ended', 'scope_missing'] as const)(
  '%s means that nothing was sent: the rows stay ready',
  async (code) => {
    const mobilePay = createMobilePay()
    mobilePay.faults.push(() => {
      throw new ApiError(code, { status: 401 })
    })
    const { runner } = await open(mobilePay.sender, [ready, ready, ready])
    await rest(runner)
    expect(statesOf(runner)).toEqual(['ready', 'ready', 'ready'])
    await rest(runner)
    expect(entries(mobilePay.has)).toEqual(once(3))
  },
)

test('a refusal is the rows’ own, and the others go on', async () => {
  const mobilePay = createMobilePay()
  mobilePay.faults.push(() => {
    throw new ApiError('mobilepay_error', { status: 400, detail: 'No such provider.' })
  })
  const { runner } = await open(mobilePay.sender)
  await rest(runner)
  expect(statesOf(runner).filter((state) => state === 'done')).toHaveLength(7)
  expect(runner.get().rows.filter(({ outcome }) => outcome.state === 'refused')).toHaveLength(3)
  expect(runner.get().rows[0]?.outcome).toEqual({
    state: 'refused',
    reason: 'No such provider.',
    code: null,
  })
})

test('a limit is waited out without anybody pressing anything', async () => {
  const mobilePay = createMobilePay()
  mobilePay.faults.push(() => {
    throw new ApiError('rate_limited', { status: 429, retryAfterSeconds: 1 })
  })
  const { runner } = await open(mobilePay.sender, [ready, ready, ready])
  await rest(runner)
  expect(runner.get().pause.why).toBe('rate_limited')
  await expect.poll(() => statesOf(runner), { timeout: 5000 }).toEqual(['done', 'done', 'done'])
  expect(entries(mobilePay.has)).toEqual(once(3))
})

test('two pages with the same import: one sends, the other says that it is open elsewhere', async () => {
  const mobilePay = createMobilePay()
  const { runner, store, job } = await open(mobilePay.sender)
  const kept = await store.read(job)
  const other = createRunner({
    job,
    rows: kept?.rows ?? [],
    store,
    sender: mobilePay.sender,
    read: ({ line }) => line,
  })
  await Promise.all([rest(runner), rest(other)])
  expect(other.get().pause).toEqual({ why: 'elsewhere' })
  expect(entries(mobilePay.has)).toEqual(once(10))
})

async function openAgain(job: string, sender: Sender<number>) {
  const store = await openJobStore()
  const kept = await store.read(job)
  const rows = kept?.rows ?? []
  return createRunner({ job, rows, store, sender, read: ({ line }) => line })
}

test('a page that was opened before another one sent everything sends nothing', async () => {
  const mobilePay = createMobilePay()
  const { runner, job } = await open(mobilePay.sender)
  const other = await openAgain(job, mobilePay.sender)
  await rest(runner)
  await rest(other)
  expect(entries(mobilePay.has)).toEqual(once(10))
  expect(statesOf(other)).toEqual(Array(10).fill('done'))
})

test('a page that waits for a limit while another one sends the rest sends nothing afterwards', async () => {
  const mobilePay = createMobilePay()
  mobilePay.faults.push(() => {
    throw new ApiError('rate_limited', { status: 429, retryAfterSeconds: 1 })
  })
  const { runner, job } = await open(mobilePay.sender, [ready, ready, ready])
  await rest(runner)
  expect(runner.get().pause.why).toBe('rate_limited')
  await rest(await openAgain(job, mobilePay.sender))
  await expect.poll(() => runner.get().pause.why, { timeout: 5000 }).toBe('finished')
  expect(entries(mobilePay.has)).toEqual(once(3))
})

test('a row that another page has sent can neither be changed nor its import removed meanwhile', async () => {
  const mobilePay = createMobilePay()
  const { runner, store, job } = await open(mobilePay.sender, [ready, ready, ready])
  const other = await openAgain(job, mobilePay.sender)
  const { promise: gate, resolve: openGate } = Promise.withResolvers<void>()
  const { send } = mobilePay.sender
  const slow = await openAgain(job, {
    ...mobilePay.sender,
    send: async (rows) => {
      await gate
      return send(rows)
    },
  })
  const sent = rest(slow)
  await expect.poll(async () => (await store.read(job))?.rows[0]?.outcome.state).toBe('sending')
  expect(await other.remove()).toBe(false)
  openGate()
  await sent
  const [first] = runner.get().rows
  if (first) await runner.change([{ ...first, cells: ['changed'], outcome: { state: 'invalid' } }])
  expect((await store.read(job))?.rows.map(({ outcome }) => outcome.state)).toEqual(
    Array(3).fill('done'),
  )
  expect(await other.remove()).toBe(true)
  expect(await store.read(job)).toBeNull()
})

test.each([408, 425, 499])('%i leaves open what happened, so it is looked up', async (status) => {
  const mobilePay = createMobilePay()
  mobilePay.faults.push((rows) => {
    for (const row of rows) mobilePay.take(row)
    throw new ApiError('mobilepay_error', { status })
  })
  const { runner } = await open(mobilePay.sender, [ready, ready, ready])
  await rest(runner)
  await rest(runner)
  expect(entries(mobilePay.has)).toEqual(once(3))
})

test('a pause lets the calls under way finish, and sends no more', async () => {
  const mobilePay = createMobilePay()
  const { runner } = await open(mobilePay.sender)
  mobilePay.faults.push(() => runner.pause())
  await rest(runner)
  expect(runner.get().pause).toEqual({ why: 'asked' })
  expect(mobilePay.has.size).toBeLessThan(10)
  expect(statesOf(runner)).not.toContain('sending')
  await rest(runner)
  expect(entries(mobilePay.has)).toEqual(once(10))
})
