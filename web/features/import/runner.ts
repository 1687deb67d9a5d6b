import { ApiError, endedCodes } from '../../api/errors.ts'
import { isRefusal } from '../../ui/problem.ts'
import type { JobStore } from './job-store.ts'
import type { JobRow, RowState, Sender } from './job.ts'

/** Why nothing is being sent. */
export type Pause =
  | { readonly why: 'not_started' | 'asked' | 'finished' | 'elsewhere' }
  /** The connection, the permission or the network; going on is up to the merchant. */
  | { readonly why: 'problem'; readonly problem: ApiError }
  | { readonly why: 'rate_limited'; readonly until: number }

interface Progress {
  readonly rows: readonly JobRow[]
  readonly isRunning: boolean
  readonly pause: Pause
}

/** Sends the rows of one import, each at most once. */
export interface Runner {
  readonly get: () => Progress
  readonly subscribe: (listener: () => void) => () => void
  readonly start: () => void
  readonly pause: () => void
  /** Puts rows in the place of those with the same lines, unless they have been sent meanwhile. */
  readonly change: (rows: readonly JobRow[]) => Promise<void>
  /** Forgets the import; false, and nothing happens, while another page has hold of it. */
  readonly remove: () => Promise<boolean>
}

interface RunnerOptions<T> {
  readonly job: string
  readonly rows: readonly JobRow[]
  readonly store: JobStore
  readonly sender: Sender<T>
  /** The row in MobilePay's terms; undefined for one that is not fit to be sent. */
  readonly read: (row: JobRow) => T | undefined
}

// The bff or MobilePay said no before anything was done, so these rows are as they were.
const undone = new Set<string>([...endedCodes, 'scope_missing', 'rate_limited', 'invalid_request'])

const mostRetryWaitSeconds = 300
const checkRounds = 4
const checkEveryMilliseconds = 3000
const checksAtOnce = 4

const unknown: RowState = { state: 'unknown' }

export function createRunner<T>({ job, store, sender, read, ...given }: RunnerOptions<T>): Runner {
  let rows = recovered(given.rows)
  let stop: AbortController | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  let pause: Pause = { why: rows.some(isOpen) ? 'not_started' : 'finished' }
  let progress: Progress = { rows, isRunning: false, pause }
  const listeners = new Set<() => void>()

  function tell(): void {
    clearTimeout(telling)
    telling = undefined
    progress = { rows, isRunning: stop !== undefined, pause }
    for (const listener of listeners) listener()
  }

  // Thousands of rows finish one by one; nobody reads that fast.
  function tellSoon(): void {
    telling ??= setTimeout(tell, 100)
  }

  async function mark(
    changed: readonly JobRow[],
    durability: 'strict' | 'relaxed' = 'relaxed',
  ): Promise<void> {
    await store.save(changed, durability)
    const byLine = new Map(changed.map((row) => [row.line, row]))
    rows = rows.map((row) => byLine.get(row.line) ?? row)
    tellSoon()
  }

  async function sendBatch(batch: readonly JobRow[]): Promise<void> {
    const bodies = batch.flatMap((row) => read(row) ?? [])
    if (bodies.length !== batch.length) throw new Error('a row that is not ready was to be sent')
    // Written down first: a crash from here on leaves rows to look up, never rows to send twice.
    await mark(
      batch.map((row) => withOutcome(row, { state: 'sending' })),
      'strict',
    )
    try {
      const outcomes = await sender.send(bodies)
      await mark(
        batch.map((row, index) => withOutcome(row, outcomes[index] ?? { state: 'unknown' })),
      )
    } catch (error) {
      const outcome = error instanceof ApiError ? stateAfter(error) : unknown
      await mark(batch.map((row) => withOutcome(row, outcome)))
      if (outcome.state !== 'refused') throw error
    }
  }

  /** Looks a row up that was sent, and writes down what is found. */
  async function lookUp(row: JobRow): Promise<void> {
    const body = read(row)
    if (body === undefined) throw new Error('a row that was sent cannot be read')
    try {
      const { outcome } = row
      const found =
        outcome.state === 'taken' ? await sender.check(body, outcome.id) : await sender.settle(body)
      await mark([withOutcome(row, found === 'absent' ? { state: 'ready' } : found)])
    } catch (error) {
      if (!(error instanceof ApiError) || !isRefusal(error)) throw error
      await mark([withOutcome(row, stateAfter(error))])
    }
  }

  /** One call's worth of work, or undefined when there is none left. */
  function next(taken: ReadonlySet<number>): readonly JobRow[] | undefined {
    const free = rows.filter(({ line }) => !taken.has(line))
    const lost = free.find(({ outcome }) => outcome.state === 'unknown')
    if (lost) return [lost]
    const batch = free.filter(({ outcome }) => outcome.state === 'ready').slice(0, sender.batchSize)
    return batch.length > 0 ? batch : undefined
  }

  async function work(taken: Set<number>, signal: AbortSignal): Promise<void> {
    for (let batch = next(taken); batch && !signal.aborted; batch = next(taken)) {
      for (const { line } of batch) taken.add(line)
      try {
        const [first] = batch
        // Each call waits for the one before: that is what a worker is.
        await (first?.outcome.state === 'unknown' ? lookUp(first) : sendBatch(batch))
      } finally {
        for (const { line } of batch) taken.delete(line)
      }
    }
  }

  /** MobilePay checks what it took for some seconds; then it is asked, a few times. */
  async function checkTaken(signal: AbortSignal): Promise<void> {
    for (let round = 0; round < checkRounds && rows.some(isTaken); round += 1) {
      await pauseFor(checkEveryMilliseconds, signal)
      const queue = rows.filter(isTaken).values()
      await together(checksAtOnce, async () => {
        for (const row of queue) {
          if (signal.aborted) return
          await lookUp(row)
        }
      })
    }
  }

  /** Does it a few times at once; the first error stops the others after their call. */
  async function together(count: number, one: () => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async () => {
        try {
          await one()
        } catch (error) {
          stop?.abort(error)
        }
      }),
    )
  }

  /** Does it while no other page has hold of the import, with the rows as they are by now. */
  async function alone(act: () => Promise<Pause>): Promise<Pause> {
    return navigator.locks.request(`mpc-import-${job}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return { why: 'elsewhere' }
      // Another page may have sent them since this one was opened.
      const kept = await store.read(job)
      rows = recovered(kept?.rows ?? [])
      return act()
    })
  }

  async function run(signal: AbortSignal): Promise<Pause> {
    const taken = new Set<number>()
    await together(sender.atOnce, () => work(taken, signal))
    if (!signal.aborted) await checkTaken(signal)
    return pauseAfter(signal, rows.some(isOpen))
  }

  async function begin(signal: AbortSignal): Promise<void> {
    try {
      pause = await alone(() => run(signal))
    } finally {
      // Not before the lock is free: whoever hears that it rests may start it again.
      stop = undefined
      tell()
    }
    if (pause.why === 'rate_limited') resumeAt(pause.until)
  }

  function resumeAt(until: number): void {
    const waiting = pause
    setTimeout(
      () => {
        if (pause === waiting) start()
      },
      Math.max(0, until - Date.now()),
    )
  }

  function start(): void {
    if (stop) return
    stop = new AbortController()
    tell()
    void begin(stop.signal)
  }

  return {
    get: () => progress,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    pause() {
      pause = { why: 'asked' }
      stop?.abort('asked')
    },
    async change(changed) {
      if (stop) throw new Error('rows were changed while they were being sent')
      pause = await alone(async () => {
        const open = new Set(rows.filter(isChangeable).map(({ line }) => line))
        await mark(changed.filter(({ line }) => open.has(line)))
        return { why: rows.some(isOpen) ? 'not_started' : 'finished' }
      })
      tell()
    },
    async remove() {
      let isGone = false
      pause = await alone(async () => {
        await store.remove(job)
        isGone = true
        return { why: 'finished' }
      })
      tell()
      return isGone
    },
  }
}

/** What was under way when its page went may have arrived. */
function recovered(rows: readonly JobRow[]): readonly JobRow[] {
  return rows.map((row) => (row.outcome.state === 'sending' ? withOutcome(row, unknown) : row))
}

/** Whether a row is not on its way and has not arrived. */
function isChangeable({ outcome: { state } }: JobRow): boolean {
  return state === 'invalid' || state === 'ready' || state === 'refused'
}

function withOutcome(row: JobRow, outcome: RowState): JobRow {
  return { ...row, outcome }
}

function isTaken({ outcome }: JobRow): boolean {
  return outcome.state === 'taken'
}

function isOpen({ outcome: { state } }: JobRow): boolean {
  return state === 'ready' || state === 'unknown' || state === 'sending'
}

/** What an error of a whole call means for its rows. */
function stateAfter(error: ApiError): RowState {
  if (isRefusal(error)) return { state: 'refused', reason: error.detail, code: error.reason }
  return undone.has(error.code) ? { state: 'ready' } : unknown
}

function pauseAfter({ aborted, reason }: AbortSignal, isMore: boolean): Pause {
  if (aborted && reason instanceof ApiError) {
    if (reason.code !== 'rate_limited') return { why: 'problem', problem: reason }
    const seconds = Math.min(reason.retryAfterSeconds ?? 60, mostRetryWaitSeconds)
    return { why: 'rate_limited', until: Date.now() + seconds * 1000 }
  }
  if (aborted && reason instanceof Error) throw reason
  return { why: isMore ? 'asked' : 'finished' }
}

async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
