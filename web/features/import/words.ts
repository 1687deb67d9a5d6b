import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

import type { CellProblem } from './cells.ts'
import type { SheetProblem } from './sheet.ts'

/** What is wrong with a cell, for the person who can put it right. */
export const cellWords: Readonly<Record<CellProblem, MessageDescriptor>> = {
  missing: msg`Fill this in.`,
  not_amount: msg`Write an amount such as 1234,50.`,
  ambiguous_amount: msg`Is that a thousand or a decimal? Write 1234 or 1,23.`,
  not_positive: msg`The amount must be more than 0.`,
  not_day: msg`Write a date such as 2026-12-24 or 24.12.2026.`,
  not_id: msg`This is not a MobilePay ID.`,
  not_phone: msg`Write a Danish or Finnish mobile number.`,
  not_number: msg`This number is not possible here.`,
  too_long: msg`This is too long.`,
  too_large: msg`This is more than MobilePay allows.`,
  too_early: msg`This day is too early.`,
  too_late: msg`This day is too far ahead.`,
  duplicate: msg`Another row has the same.`,
}

/** Why a file was not read. */
export const sheetWords: Readonly<Record<SheetProblem, MessageDescriptor>> = {
  empty: msg`The file is empty.`,
  no_rows: msg`The file has a header but no rows.`,
  too_large: msg`The file is larger than 20 MB. Split it and import the parts.`,
  too_many_rows: msg`The file has more than 10,000 rows. Split it and import the parts.`,
  not_text: msg`This is not a CSV file. In Excel, choose “Save as” and “CSV”.`,
}
