import type { Agenda } from './agenda.ts'

interface Settings<Item> {
  /** The job runs at every multiple of this, by the clock. */
  readonly intervalMilliseconds: number
  /** What does not fit waits for the next run. */
  readonly largest: number
  readonly send: (items: readonly Item[]) => void
}

/** Collects items until the job's next run. Nothing runs while nothing waits. */
export const createBatch = <Item>(
  agenda: Agenda,
  { intervalMilliseconds, largest, send }: Settings<Item>,
): ((item: Item) => void) => {
  let waiting: Item[] = []

  const runSoon = () => {
    const next = (Math.floor(agenda.now() / intervalMilliseconds) + 1) * intervalMilliseconds
    agenda.schedule(next, () => {
      const items = waiting.slice(0, largest)
      waiting = waiting.slice(largest)
      if (waiting.length > 0) runSoon()
      send(items)
    })
  }
  return (item) => {
    waiting.push(item)
    if (waiting.length === 1) runSoon()
  }
}
