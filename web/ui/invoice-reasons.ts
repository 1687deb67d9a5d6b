import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** A code of MobilePay in a sentence, and the field at fault. */
export interface Reason {
  readonly text: MessageDescriptor
  readonly field?: 'phone' | 'due' | 'number' | 'lines.0.price' | 'issuer'
}

const noUser: Reason = {
  text: msg`Nobody with this number can pay with MobilePay.`,
  field: 'phone',
}
const exists: Reason = { text: msg`This very invoice was sent before.`, field: 'number' }
const issuerOff: Reason = {
  text: msg`Invoices cannot be sent from here at the moment. Look in MobilePay’s portal.`,
  field: 'issuer',
}

// MobilePay docs, invoice: validation codes.
const reasons: Readonly<Record<string, Reason>> = {
  '10008': { text: msg`The total must be more than zero.`, field: 'lines.0.price' },
  '10101': noUser,
  '10102': { text: msg`This customer cannot be reached at the moment.`, field: 'phone' },
  '10103': noUser,
  '10104': exists,
  '10106': { text: msg`The customer is in another country.`, field: 'phone' },
  '10201': { text: msg`The invoice is more than MobilePay allows.`, field: 'lines.0.price' },
  '10202': issuerOff,
  '10203': issuerOff,
  '10204': issuerOff,
  '10301': exists,
  '10303': issuerOff,
  '10304': noUser,
  '10305': noUser,
  '10306': noUser,
  '10310': { text: msg`The due date is more than 400 days ahead.`, field: 'due' },
  '10311': { text: msg`The due date has passed.`, field: 'due' },
  '10314': {
    text: msg`This customer got ten invoices today, which is the limit. Try again tomorrow.`,
    field: 'phone',
  },
  '10504': { text: msg`The invoice is paid or over already.` },
}

/** Whether MobilePay refused an invoice because it has the very same already. */
export function isDuplicate(code: string | null): boolean {
  return code !== null && reasons[code] === exists
}

/** Why MobilePay refused, where its code says so. */
export function reasonOf(code: string | null): Reason | null {
  return (code === null ? undefined : reasons[code]) ?? null
}
