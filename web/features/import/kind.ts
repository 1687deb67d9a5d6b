import type { MessageDescriptor } from '@lingui/core'

import type { CalendarDay } from '#shared/dates.ts'
import type { Currency, Money } from '#shared/money.ts'

import type { Cell, CellProblem, Decimals } from './cells.ts'

/** Something a row needs or may have, which a column of the file may hold. */
export interface Field {
  readonly id: string
  readonly name: MessageDescriptor
  readonly isRequired: boolean
  /** Headers it is found by without being asked, in English, Danish and Finnish. */
  readonly headers: RegExp
}

/** What reading a row depends on besides its cells. */
export interface Reading {
  readonly currency: Currency
  readonly decimals: Decimals
  readonly today: CalendarDay
  /** Provider or issuer. */
  readonly target: string
}

export type ReadRow<T> =
  | { readonly value: T }
  | { readonly problems: Readonly<Record<string, CellProblem>> }

/** What can be imported. */
export interface Kind<T> {
  readonly fields: readonly Field[]
  /** Reads a row by its fields; every cell that is wrong is named. */
  readonly read: (cells: Readonly<Record<string, string>>, reading: Reading) => ReadRow<T>
  readonly amountOf: (row: T) => Money
  /** Two rows with the same key would be one thing twice. */
  readonly keyOf: (row: T) => string
  /** The field to change where two rows have the same key. */
  readonly keyField: string
}

/** Collects what is wrong with the cells of a row. */
export function createChecks() {
  const problems: Record<string, CellProblem> = {}
  return {
    problems,
    /** The value of a cell; undefined once it is noted as wrong. */
    need: <V>(field: string, cell: Cell<V>): V | undefined => {
      if ('value' in cell) return cell.value
      problems[field] = cell.problem
      return undefined
    },
    /** As `need`, but an empty cell is null. */
    allow: <V>(field: string, cell: Cell<V>): V | null | undefined => {
      if ('value' in cell) return cell.value
      if (cell.problem === 'missing') return null
      problems[field] = cell.problem
      return undefined
    },
    refuse: (field: string, problem: CellProblem): void => {
      problems[field] ??= problem
    },
  }
}
