import type { Fault } from '../faults.ts'

/** What can go wrong with one operation of the APIs: all that can go wrong with any request, and one thing more. */
export type Mishap =
  | Fault
  /** Everything is done, the money has moved, and the answer says that it went wrong. */
  | {
      readonly kind: 'misreport'
      readonly status: number
      readonly contentType: string
      readonly body: string
    }

export interface Mishaps {
  /**
   * Lets the next `times` calls of an operation go wrong, whatever else is called in between.
   *
   * @param operation as in MobilePay's documents: `POST /v1/payments/{paymentid}/capture`.
   */
  readonly next: (operation: string, mishap: Mishap, times?: number) => void
  /** Takes back whatever has not happened yet. */
  readonly clear: () => void
}

/** The side of the mishaps that the APIs see. */
export interface MishapSource extends Mishaps {
  readonly take: (operation: Named) => Mishap | undefined
}

interface Named {
  readonly method: string
  /** In Hono's spelling. */
  readonly path: string
}

export const nameOf = ({ method, path }: Named): string =>
  `${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`

/** @param known names of all operations: a misspelled one would never happen. */
export const createMishaps = (known: readonly string[]): MishapSource => {
  const arranged = new Map<string, Mishap[]>()
  return {
    next: (operation, mishap, times = 1) => {
      if (!known.includes(operation)) throw new Error(`no operation ${operation}`)
      const queue = arranged.get(operation) ?? []
      queue.push(...Array.from({ length: times }, () => mishap))
      arranged.set(operation, queue)
    },
    clear: () => {
      arranged.clear()
    },
    take: (operation) => arranged.get(nameOf(operation))?.shift(),
  }
}
