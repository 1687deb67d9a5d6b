/** What is going to happen, in order: the seeded past and the movable future run through the same list. */
export interface Agenda {
  /** The moment being played: that of the running event, else where the last run stopped. */
  readonly now: () => number
  /** An event in the past happens at the start of the next run. */
  readonly schedule: (at: number, happen: () => void) => void
  /** Lets everything happen that is due by `until`, each at its own moment. Time never goes back. */
  readonly run: (until: number) => void
}

interface Appointment {
  readonly at: number
  readonly order: number
  readonly happen: () => void
}

const isBefore = (one: Appointment, other: Appointment) =>
  one.at < other.at || (one.at === other.at && one.order < other.order)

/** A binary heap: tens of thousands of events pass through it while a merchant's history is played. */
export const createAgenda = (): Agenda => {
  const heap: Appointment[] = []
  let scheduled = 0
  let now = Number.NEGATIVE_INFINITY

  const rise = (appointment: Appointment) => {
    let index = heap.length
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex]
      if (parent === undefined || isBefore(parent, appointment)) break
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = appointment
  }
  const sink = (appointment: Appointment) => {
    let index = 0
    for (;;) {
      const left = heap[index * 2 + 1]
      const right = heap[index * 2 + 2]
      const takesRight = left !== undefined && right !== undefined && isBefore(right, left)
      const child = takesRight ? right : left
      if (child === undefined || isBefore(appointment, child)) break
      heap[index] = child
      index = index * 2 + (takesRight ? 2 : 1)
    }
    heap[index] = appointment
  }
  const takeFirst = () => {
    const first = heap[0]
    const last = heap.pop()
    if (first !== undefined && last !== undefined && first !== last) sink(last)
    return first
  }

  return {
    now: () => now,
    schedule: (at, happen) => {
      scheduled += 1
      rise({ at, order: scheduled, happen })
    },
    run: (until) => {
      for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
        takeFirst()
        now = Math.max(now, next.at)
        next.happen()
      }
      now = Math.max(now, until)
    },
  }
}
