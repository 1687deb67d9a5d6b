import type { Dialect } from '../apis/dialect.ts'
import type { Deliver } from '../delivery/order.ts'
import type { Merchant } from '../merchants.ts'
import type { Agenda } from './agenda.ts'
import type { LocalDays } from './days.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import type { Rules } from './rules.ts'

/** Where a merchant's business takes place: its clock, its calendar, its books and its luck. */
export interface Stage {
  readonly merchant: Merchant
  readonly days: LocalDays
  readonly agenda: Agenda
  readonly ledger: Ledger
  /** A stream of chance of its own for each label. */
  readonly random: (label: string) => Random
  readonly rules: Rules
  readonly dialect: Dialect
  /** Sends something to the merchant's server. Silent while the history before the start is played. */
  readonly deliver: Deliver
  /** Whether what happens now is told to anyone: false while that history is played. */
  readonly isLive: () => boolean
}

/** What all merchants' worlds have in common. */
export interface Surroundings {
  readonly rules: Rules
  readonly dialect: Dialect
  readonly deliver: Deliver
  /** Another seed gives another history; the empty one is the documented one. */
  readonly seed: string
}
