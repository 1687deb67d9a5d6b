import { randomUUID } from 'node:crypto'

/** What came of a customer's last act, told once the browser has come back by GET. */
export interface Outcome {
  readonly text: string
  readonly ok: boolean
  /** Where the app would lead next. */
  readonly returnTo: string | undefined
}

const keep = 100

export const createOutcomes = () => {
  const outcomes = new Map<string, Outcome>()
  return {
    /** Answers the name under which it can be found for a while. */
    add: (outcome: Outcome): string => {
      const name = randomUUID()
      outcomes.set(name, outcome)
      const [oldest] = outcomes.keys()
      if (outcomes.size > keep && oldest !== undefined) outcomes.delete(oldest)
      return name
    },
    find: (name: string | undefined): Outcome | undefined => outcomes.get(name ?? ''),
  }
}
