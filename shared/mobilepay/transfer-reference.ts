import { type CalendarDay, isCalendarDay } from '../dates.ts'

/** MobilePay docs, reporting: the product that a bank reference begins with. */
const productCodes = {
  '01': 'PointOfSale',
  '02': 'MyShop',
  '03': 'Subscription',
  '04': 'Invoice',
  '05': 'AppSwitch',
  '06': 'Online',
  '08': 'App payments',
} as const

type PayingProduct = (typeof productCodes)[keyof typeof productCodes]

/** What the 20 digits of a payout's bank reference say. */
export interface TransferReference {
  readonly productCode: string
  readonly product: PayingProduct
  /** Eight digits; null where all are zero, as for Subscriptions and Invoice. */
  readonly pointNumber: string | null
  /** Three digits, counted up for each payout of the point. */
  readonly runningNumber: string
  readonly day: CalendarDay
  /** MobilePay publishes no rule for it, and its examples fit none that is known: shown, not checked. */
  readonly checkDigit: string
}

/**
 * Takes a bank reference apart: `PC AAAAAAAA RRR DDMMYY X`. Null for one that is not made this way,
 * because merchants can have their own.
 *
 * MobilePay docs: reporting, transfer reference.
 */
export function readTransferReference(reference: string): TransferReference | null {
  const match = /^(\d{2})(\d{8})(\d{3})(\d{2})(\d{2})(\d{2})(\d)$/.exec(reference)
  if (!match) return null
  const [, productCode = '', point = '', runningNumber = '', date, month, year, checkDigit = ''] =
    match
  const day = `20${year}-${month}-${date}`
  const product = Object.entries(productCodes).find(([code]) => code === productCode)?.[1]
  if (!product || !isCalendarDay(day)) return null
  const pointNumber = /^0+$/.test(point) ? null : point
  return { productCode, product, pointNumber, runningNumber, day, checkDigit }
}

/** The digits of a reference that somebody pasted with signs between its parts; else as it is. */
export function cleanTransferReference(pasted: string): string {
  const digits = pasted.replaceAll(/[\s.·-]/g, '')
  return /^\d{20}$/.test(digits) ? digits : pasted.trim()
}

/** The same in its parts, as it is easier to compare: `08·00063340·001·241126·5`. */
export function spaceTransferReference(reference: string): readonly string[] {
  return readTransferReference(reference) === null
    ? [reference]
    : [
        reference.slice(0, 2),
        reference.slice(2, 10),
        reference.slice(10, 13),
        reference.slice(13, 19),
        reference.slice(19),
      ]
}
