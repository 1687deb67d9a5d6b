import type { TokenFault } from './faults/forgeries.ts'
import type { HonestAnswer, Reply } from './faults/reply.ts'

/** What a fault can hit on the way. `api` is everything on the gateway that is not the provider's. */
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

/** What can go wrong on the wire besides: answers that HTTP hardly allows, and altered ones. */
export type WireFault =
  | Fault
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Everything is done, and the answer arrives as something else. */
  | { readonly kind: 'rewrite'; readonly rewrite: (answer: HonestAnswer) => Reply }
  /** These bytes come back, HTTP or not, and the connection ends. */
  | { readonly kind: 'raw'; readonly bytes: string }

/** The parameters of an authorization response, in order; a name may stand there twice. */
export type ResponsePairs = readonly (readonly [name: string, value: string])[]

/** What can be bent, and how. */
export interface Bendable extends Record<FaultRoute, WireFault> {
  /** The ID token of the authorization response. */
  readonly 'front ID token': TokenFault
  /** The ID token that comes for the code. */
  readonly 'exchange ID token': TokenFault
  /** The ID token that comes with a refresh. */
  readonly 'refresh ID token': TokenFault
  /** What the portal sends back through the browser, errors included. */
  readonly 'authorization response': (pairs: ResponsePairs) => ResponsePairs
}

export interface Faults {
  /** Lets the next `times` of something go wrong, after those already arranged. */
  readonly next: <Bent extends keyof Bendable>(
    bent: Bent,
    fault: Bendable[Bent],
    times?: number,
  ) => void
  /** Takes back whatever has not happened yet. */
  readonly clear: () => void
}

/** The side of the faults that the servers see. */
export interface FaultSource extends Faults {
  readonly take: <Bent extends keyof Bendable>(bent: Bent) => Bendable[Bent] | undefined
}

type Queues = { [Bent in keyof Bendable]: Bendable[Bent][] }

export function createFaults(): FaultSource {
  let queues = emptyQueues()
  return {
    next: (bent, fault, times = 1) => {
      for (let time = 0; time < times; time += 1) queues[bent].push(fault)
    },
    clear: () => {
      queues = emptyQueues()
    },
    take: (bent) => queues[bent].shift(),
  }
}

function emptyQueues(): Queues {
  return {
    token: [],
    jwks: [],
    discovery: [],
    authorize: [],
    api: [],
    'front ID token': [],
    'exchange ID token': [],
    'refresh ID token': [],
    'authorization response': [],
  }
}
