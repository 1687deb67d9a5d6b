import type { Transaction } from '#shared/mobilepay/reporting.ts'

/** A transaction with the name its row goes by in the address. */
export interface Row {
  readonly key: string
  readonly transaction: Transaction
}

/**
 * Names rows. MobilePay's transactions have no id, so a row is named by a hash of what it says, and
 * where several say the same, by a number as well. Rows keep their name when more are loaded.
 */
export function rowsOf(transactions: readonly Transaction[]): readonly Row[] {
  const seen = new Map<string, number>()
  return transactions.map((transaction) => {
    const hash = hashOf(JSON.stringify(transaction))
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    return { key: count === 1 ? hash : `${hash}-${count}`, transaction }
  })
}

// FNV-1a: only has to tell a few hundred rows apart; a clash gets a number like a repetition.
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
