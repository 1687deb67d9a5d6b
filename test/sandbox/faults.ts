/** What a fault can hit. `api` is everything on the gateway that is not the provider's. */
export type FaultRoute = 'token' | 'jwks' | 'discovery' | 'authorize' | 'api'

/** One way for a request to go wrong. */
export type Fault =
  /** Answered normally, but late. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection breaks before anything has been done. */
  | { readonly kind: 'reset' }
  /** Everything is done, a refresh token spent for instance, and the answer never arrives. */
  | { readonly kind: 'lose' }
  /** Something else answers: a gateway's error page, half a document, an empty body. */
  | {
      readonly kind: 'respond'
      readonly status: number
      readonly contentType: string
      readonly body: string
    }

export interface Faults {
  /** Lets the next `times` requests to `route` go wrong, after those already arranged. */
  readonly next: (route: FaultRoute, fault: Fault, times?: number) => void
  /** Takes back whatever has not happened yet. */
  readonly clear: () => void
}

/** The side of the faults that the servers see. */
export interface FaultSource extends Faults {
  readonly take: (route: FaultRoute) => Fault | undefined
}

export function createFaults(): FaultSource {
  const arranged = new Map<FaultRoute, Fault[]>()
  return {
    next: (route, fault, times = 1) => {
      const queue = arranged.get(route) ?? []
      queue.push(...Array.from({ length: times }, () => fault))
      arranged.set(route, queue)
    },
    clear: () => arranged.clear(),
    take: (route) => arranged.get(route)?.shift(),
  }
}
