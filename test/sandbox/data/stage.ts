import type { Merchant } from '../merchants.ts'
import type { Agenda } from './agenda.ts'
import type { LocalDays } from './days.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'

/** Where a merchant's business takes place: its clock, its calendar, its books and its luck. */
export interface Stage {
  readonly merchant: Merchant
  readonly days: LocalDays
  readonly agenda: Agenda
  readonly ledger: Ledger
  /** A stream of chance of its own for each label. */
  readonly random: (label: string) => Random
}
