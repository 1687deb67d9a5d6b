import { attacks } from './catalogue/attacks.ts'
import { modules } from './catalogue/modules.ts'
import { numbers } from './catalogue/numbers.ts'

/** One thing that a bff owes its users, or one of the OpenID Foundation's test modules. */
export interface Item {
  /** `3`, `RP 4`, `attack 1`, or the name of a module. */
  readonly id: string
  readonly title: string
  /** Why there is no test: a reason that a reviewer accepts. */
  readonly notApplicable?: string
}

/** Everything that the report has a line for, in its order. */
export const catalogue: readonly Item[] = [...numbers, ...attacks, ...modules]
