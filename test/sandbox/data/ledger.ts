import type { Day } from './days.ts'
import { type Point, feeOf } from './point.ts'
import type { Random } from './random.ts'
import { transferReference } from './transfer-reference.ts'

type LineType =
  | 'Payment'
  | 'Refund'
  | 'TransactionFee'
  | 'ServiceFee'
  | 'Transfer'
  | 'ReturnedTransaction'
  | 'Adjustment'

/** What a line says besides its money; each product fills its own few. */
export interface LineDetails {
  readonly paymentId?: string
  readonly refundId?: string
  readonly reference?: string | undefined
  readonly message?: string | undefined
  readonly userName?: string
  readonly userPhoneNumber?: string
  readonly agreementId?: string
  readonly agreementExternalId?: string | undefined
  /** Id of the charge, one-off or invoice: no API says it, but tests ask for it. */
  readonly cause?: string
}

/** Money into a point (positive) or out of it (negative), in øre or cents. */
export interface LedgerLine {
  readonly point: Point
  readonly type: LineType
  readonly amountMinor: number
  /** Milliseconds, always a whole second, because that is all that Reporting shows. */
  readonly at: number
  readonly details: LineDetails
  /** Undefined until a night has carried it to the bank. */
  transfer: Transfer | undefined
}

/** One night's payment to the merchant's account, from one point. */
export interface Transfer {
  readonly id: string
  readonly reference: string
  readonly day: Day
  readonly at: number
  readonly point: Point
  readonly totalMinor: number
  /** Its own `Transfer` line is the last; all the others sum up to the total. */
  readonly lines: readonly LedgerLine[]
}

export interface Ledger {
  readonly book: (
    point: Point,
    type: LineType,
    amountMinor: number,
    at: number,
    details?: LineDetails,
  ) => void
  /** Books a payment and, where it is kept at once, MobilePay's fee. */
  readonly bookPayment: (
    point: Point,
    amountMinor: number,
    at: number,
    details?: LineDetails,
  ) => void
  /**
   * Pays out what `point` took before `before`. Nothing happens when that is zero or less: a debt waits for
   * the next night's sales.
   */
  readonly settle: (point: Point, before: number, at: number, day: Day) => Transfer | undefined
  /** What `point` took, less fees and refunds, and has not been paid out yet. */
  readonly balanceOf: (point: Point) => number
  /** Oldest first. */
  readonly lines: readonly LedgerLine[]
  /** Oldest first. */
  readonly transfers: readonly Transfer[]
  readonly transferById: (id: string) => Transfer | undefined
}

const sumOf = (lines: readonly LedgerLine[]) =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

export const createLedger = (random: Random): Ledger => {
  const lines: LedgerLine[] = []
  const transfers: Transfer[] = []
  const transfersById = new Map<string, Transfer>()
  const openLines = new Map<string, LedgerLine[]>()
  const runningNumbers = new Map<string, number>()

  const openLinesOf = ({ id }: Point) => openLines.get(id) ?? []
  const add = (
    point: Point,
    type: LineType,
    amountMinor: number,
    at: number,
    details: LineDetails,
  ) => {
    const second = Math.floor(at / 1000) * 1000
    const line: LedgerLine = { point, type, amountMinor, at: second, details, transfer: undefined }
    lines.push(line)
    return line
  }
  const book: Ledger['book'] = (point, type, amountMinor, at, details = {}) => {
    const open = openLinesOf(point)
    open.push(add(point, type, amountMinor, at, details))
    openLines.set(point.id, open)
  }

  return {
    lines,
    transfers,
    book,
    bookPayment: (point, amountMinor, at, details) => {
      book(point, 'Payment', amountMinor, at, details)
      if (point.fee) book(point, 'TransactionFee', -feeOf(point.fee, amountMinor), at)
    },
    transferById: (id) => transfersById.get(id),
    settle: (point, before, at, day) => {
      const open = openLinesOf(point)
      const settled = open.filter((line) => line.at < before)
      const totalMinor = sumOf(settled)
      if (totalMinor <= 0) return undefined

      // Points without a number of their own (Subscriptions, Invoice) share one row of running numbers.
      const row = `${point.product}/${point.number}`
      const runningNumber = (runningNumbers.get(row) ?? 0) + 1
      runningNumbers.set(row, runningNumber)

      const payout = add(point, 'Transfer', -totalMinor, at, {})
      const transfer: Transfer = {
        id: random.uuid(),
        reference: transferReference(point, runningNumber, day),
        day,
        at: payout.at,
        point,
        totalMinor,
        lines: [...settled, payout],
      }
      for (const line of transfer.lines) line.transfer = transfer
      transfers.push(transfer)
      transfersById.set(transfer.id, transfer)
      openLines.set(
        point.id,
        open.filter((line) => line.at >= before),
      )
      return transfer
    },
    balanceOf: (point) => sumOf(openLinesOf(point)),
  }
}
