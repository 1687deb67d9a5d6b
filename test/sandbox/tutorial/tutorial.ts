import type { Clock } from '../clock.ts'

/** One thing that was looked at, and the section that asks for it. */
export interface Check {
  /** `client` for what the integrator has to check itself, because nobody else can. */
  readonly outcome: 'passed' | 'failed' | 'client'
  readonly what: string
  readonly source: string
}

/** One step of the flow as it happened. No field may hold a whole secret: see show.ts. */
export interface Step {
  /** 1 to 8 for the steps of a login; undefined for what comes after. */
  readonly number?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  readonly title: string
  readonly why: string
  readonly request?: string
  readonly response?: string
  readonly checks?: readonly Check[]
  readonly refused?: boolean
}

export interface TutorialEntry extends Step {
  readonly id: number
  /** Milliseconds since the epoch by the stand-in's clock. */
  readonly at: number
}

/** The story of the flow, told as it happens. */
export interface Tutorial {
  readonly tell: (step: Step) => void
  /** Newest first. */
  readonly entries: () => readonly TutorialEntry[]
  /** Calls back for every new entry; the answer stops that. */
  readonly subscribe: (listener: (entry: TutorialEntry) => void) => () => void
}

const keep = 60
const keepApiCalls = 8

export function createTutorial(clock: Clock): Tutorial {
  let entries: TutorialEntry[] = []
  let next = 1
  const listeners = new Set<(entry: TutorialEntry) => void>()
  return {
    tell: (step) => {
      const entry = { ...step, id: next, at: clock.now() }
      next += 1
      entries = [entry, ...withoutOldApiCalls(entries)].slice(0, keep)
      for (const listener of listeners) listener(entry)
    },
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A busy console makes many calls; they must not push the login out of sight. */
function withoutOldApiCalls(entries: readonly TutorialEntry[]): TutorialEntry[] {
  let apiCalls = 0
  return entries.filter(({ number, refused }) => {
    if (number !== 8 || refused) return true
    apiCalls += 1
    return apiCalls < keepApiCalls
  })
}
