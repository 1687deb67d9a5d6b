import { hash } from 'node:crypto'

import * as z from 'zod/mini'

import { products } from '#shared/scopes.ts'

import {
  cookieNames,
  cookieNamesWith,
  deleteCookie,
  readCookie,
  serializeCookie,
} from './cookies.ts'
import type { Seals } from './seal.ts'

const transactionSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  vat: z.string(),
  scopes: z.array(z.enum(products)),
  returnTo: z.string(),
  startedAt: z.number(),
  /** For a frame of this integrator; `secretHash` names the frame's handle. */
  frame: z.nullable(z.object({ client: z.string(), secretHash: z.string(), language: z.string() })),
})

/**
 * One login attempt: what must come back, and where it leads. Lives in a cookie named after its
 * `state`, so that logins in several tabs do not disturb each other.
 */
export type Transaction = Readonly<z.infer<typeof transactionSchema>>

/** Seconds that a login may take. */
export const transactionSeconds = 600

/** Login attempts that one browser may have open; starting another forgets the oldest. */
const maximumTransactions = 5

/** Transaction cookies of one request that are opened, the newest; opening costs CPU. */
const maximumOpened = 8

/** The cookie of the transaction with this `state`. */
export function transactionCookieName(state: string): string {
  return `${cookieNames.transactionPrefix}${hash('sha256', state, 'base64url').slice(0, 12)}`
}

/**
 * `Set-Cookie` values that start a transaction: its own, and deletions of the oldest ones so that
 * at most five stay. A seal that does not open counts as the oldest; of a heap of cookies most go
 * unopened.
 */
export async function startTransaction(
  seals: Seals,
  transaction: Transaction,
  cookieHeader: string | undefined,
): Promise<readonly string[]> {
  // Browsers send the older cookie first (RFC 6265 section 5.4).
  const names = cookieNamesWith(cookieHeader, cookieNames.transactionPrefix)
  const open = await Promise.all(
    names.slice(-maximumOpened).map(async (name) => {
      const found = await openCookie(seals, cookieHeader, name)
      return { name, startedAt: found?.startedAt ?? 0 }
    }),
  )
  // Among logins of one second the order sent stays.
  const oldest = open
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .slice(0, Math.max(0, open.length - maximumTransactions + 1))
    .map(({ name }) => name)
  const sealed = await seals.seal(
    'transaction',
    transaction,
    transaction.startedAt + transactionSeconds,
  )
  return [
    serializeCookie(transactionCookieName(transaction.state), sealed, transactionSeconds),
    ...[...names.slice(0, -maximumOpened), ...oldest].map((name) => deleteCookie(name)),
  ]
}

/** The transaction that this browser started with `state`, or undefined: elsewhere, or too old. */
export async function openTransaction(
  seals: Seals,
  cookieHeader: string | undefined,
  state: string,
): Promise<Transaction | undefined> {
  const transaction = await openCookie(seals, cookieHeader, transactionCookieName(state))
  return transaction?.state === state ? transaction : undefined
}

async function openCookie(seals: Seals, cookieHeader: string | undefined, name: string) {
  const value = readCookie(cookieHeader, name)
  if (value === undefined) return undefined
  const opened = await seals.open('transaction', value)
  if (opened.kind === 'refused') return undefined
  const parsed = transactionSchema.safeParse(opened.data)
  return parsed.success ? parsed.data : undefined
}
