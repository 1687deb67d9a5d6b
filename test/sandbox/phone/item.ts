import type { ActOutcome } from '../apis/customer-acts.ts'
import type { World } from '../data/world.ts'

export interface PhoneAct {
  readonly name: string
  readonly label: string
  readonly tone: 'yes' | 'no'
}

/** Something on a customer's phone, and what she can do about it. */
export interface PhoneItem {
  readonly id: string
  /** What it is, in a word or two. */
  readonly what: string
  readonly world: World
  /** The shop, as its point is called. */
  readonly from: string
  readonly amountMinor: number | undefined
  readonly lines: readonly string[]
  /** Whether it is only kept, and nobody waits for an answer. */
  readonly isQuiet: boolean
  readonly acts: readonly PhoneAct[]
  /** Whether the payment can be promised for a later day. */
  readonly canWait: boolean
  readonly perform: (act: string, paymentDay: string | undefined) => ActOutcome
  /** Where the app leads after that, if anywhere. */
  readonly returnTo: (act: string, outcome: ActOutcome) => string | undefined
}
