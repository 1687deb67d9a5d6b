import { type Circumstances, attempt } from './attempt.ts'
import { createTokens } from './authorization.ts'
import {
  type Attempt,
  type Deliver,
  type DeliveryOrder,
  type DeliveryRecord,
  isSuccess,
} from './order.ts'

/** Brings MobilePay's callbacks and webhooks to the merchants' servers, over HTTP and by the stand-in's clock. */
export interface Delivery {
  readonly deliver: Deliver
  /** One attempt, now and without retries, for who waits for its outcome. It is in the log too. */
  readonly tryOnce: (order: DeliveryOrder) => Promise<Attempt>
  /**
   * Makes all attempts that are due, retries included, each as of its own moment. Resolves when nothing is due any
   * more: after a jump of two days it has made every attempt of those two days.
   */
  readonly pump: () => Promise<void>
  /** Oldest first; the latest few thousand. */
  readonly log: () => readonly DeliveryRecord[]
  /** Sends what is meant for one origin (`https://shop.example`) to another; the `Host` header stays the first one's. */
  readonly redirect: (from: string, to: string) => void
  /** Forgets all orders and records, and keeps the redirections. */
  readonly clear: () => void
}

interface Settings {
  /** The stand-in's clock: milliseconds since the epoch. */
  readonly now: () => number
  /** MobilePay waits 10 s for an answer. Real time. */
  readonly timeoutMilliseconds?: number
}

interface Entry extends DeliveryRecord {
  readonly attempts: Attempt[]
  status: DeliveryRecord['status']
  nextAt: number | undefined
}

const keptRecords = 5000

const compare = (one: Entry, other: Entry) =>
  (one.nextAt ?? 0) - (other.nextAt ?? 0) || one.number - other.number

export const createDelivery = ({ now, timeoutMilliseconds = 10_000 }: Settings): Delivery => {
  const origins = new Map<string, string>()
  const circumstances: Circumstances = { origins, timeoutMilliseconds, tokens: createTokens() }
  let entries: Entry[] = []
  /** What waits for each origin: a server that does not answer holds up its own deliveries only. */
  let lanes = new Map<string, Entry[]>()
  let number = 0
  let pumping: Promise<void> | undefined

  const add = (order: DeliveryOrder): Entry => {
    number += 1
    const entry: Entry = { number, order, attempts: [], status: 'waiting', nextAt: order.at }
    entries.push(entry)
    if (entries.length > 2 * keptRecords) entries = entries.slice(-keptRecords)
    return entry
  }
  const make = async (entry: Entry, at: number) => {
    const made = await attempt(entry.order, at, circumstances)
    entry.attempts.push(made)
    const wait = isSuccess(made) ? undefined : entry.order.retryAfter(entry.attempts.length)
    const status = isSuccess(made) ? 'delivered' : wait === undefined ? 'given up' : 'waiting'
    Object.assign(entry, { status, nextAt: wait === undefined ? undefined : at + wait })
    return made
  }

  const isDue = ({ nextAt = Number.POSITIVE_INFINITY }: Entry) => nextAt <= now()
  const takeDue = (lane: Entry[]): Entry | undefined => {
    const first = lane.reduce<Entry | undefined>(
      (best, entry) => (best !== undefined && compare(best, entry) < 0 ? best : entry),
      undefined,
    )
    if (first === undefined || !isDue(first)) return undefined
    lane.splice(lane.indexOf(first), 1)
    return first
  }
  /** One after the other: what a retry leads to may be due before what else waits. */
  const work = async (lane: Entry[]) => {
    const ownLanes = lanes
    for (let entry = takeDue(lane); entry !== undefined; entry = takeDue(lane)) {
      await make(entry, entry.nextAt ?? now())
      if (lanes !== ownLanes) return
      if (entry.status === 'waiting') lane.push(entry)
    }
  }
  const workAll = async () => {
    for (;;) {
      const due = [...lanes.values()].filter((lane) => lane.some(isDue))
      if (due.length === 0) return
      await Promise.all(due.map(work))
    }
  }

  return {
    deliver: (order) => {
      const origin = URL.parse(order.url)?.origin ?? order.url
      const lane = lanes.get(origin) ?? []
      lane.push(add(order))
      lanes.set(origin, lane)
    },
    tryOnce: (order) => make(add({ ...order, retryAfter: () => undefined }), order.at),
    pump: () =>
      (pumping ??= workAll().finally(() => {
        pumping = undefined
      })),
    log: () => entries.slice(-keptRecords),
    redirect: (from, to) => {
      origins.set(new URL(from).origin, new URL(to).origin)
    },
    clear: () => {
      entries = []
      lanes = new Map()
    },
  }
}
