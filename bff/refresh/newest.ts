import type { Renewable, Renewed } from './advance.ts'

/** Sessions remembered; an entry refers to what the memory of opened cookies holds anyway. */
const maximumSessions = 10_000

interface Newest<S> {
  readonly note: (renewed: Renewed<S>) => void
  /** The newest known generation of that session, or `renewed` itself. */
  readonly of: (renewed: Renewed<S>) => Renewed<S>
}

/** The newest generation of each session that this process has seen. */
export function createNewest<S extends Renewable>(): Newest<S> {
  const sessions = new Map<string, Renewed<S>>()
  return {
    note(renewed) {
      const { id, generation } = renewed.session
      const before = sessions.get(id)
      if (before !== undefined && before.session.generation >= generation) return
      sessions.delete(id)
      sessions.set(id, renewed)
      const [oldest] = sessions.keys()
      if (sessions.size > maximumSessions && oldest !== undefined) sessions.delete(oldest)
    },
    of(renewed) {
      const found = sessions.get(renewed.session.id)
      return found !== undefined && found.session.generation > renewed.session.generation
        ? found
        : renewed
    },
  }
}
