/** The stand-in's clock: real time plus whatever a test has moved it by. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Whole seconds since the epoch, as tokens carry them. */
  readonly seconds: () => number
  /** How far this clock is ahead of the machine's, in seconds. */
  readonly aheadSeconds: () => number
  /** Moves the clock; a negative number moves it back. */
  readonly advance: (seconds: number) => void
}

export function createClock(): Clock {
  let ahead = 0
  const now = () => Date.now() + ahead * 1000
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    aheadSeconds: () => ahead,
    advance: (seconds) => {
      ahead += seconds
    },
  }
}
