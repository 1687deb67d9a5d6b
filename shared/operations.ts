import { invoiceOperations } from './operations/invoice.ts'
import { paymentOperations } from './operations/payments.ts'
import { reportingOperations } from './operations/reporting.ts'
import { subscriptionOperations } from './operations/subscriptions.ts'
import { webhookOperations } from './operations/webhooks.ts'
import type { Product } from './scopes.ts'

/** How a dynamic path part must look: a GUID, digits, or an opaque id of unreserved characters. */
export type PathPart = 'guid' | 'digits' | 'opaque'

/** One operation of MobilePay's APIs that the proxy lets through. Anything else is a 404. */
export interface Operation {
  /** Stable name for logs and metrics, e.g. `subscriptions.agreements.list`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path on the gateway, e.g. `/subscriptions/api/providers/{providerId}/agreements`. */
  readonly path: string
  /** Shape of each `{part}` of `path`. */
  readonly parts: Readonly<Record<string, PathPart>>
  readonly scope: Product
  /** Query names that may occur, each at most once unless listed in `repeatable`. */
  readonly query: readonly string[]
  readonly repeatable?: readonly string[]
  /** Whether a network error, 502, 503 or 504 may be answered by sending the call again. */
  readonly safeToRepeat: boolean
  /** Largest request body in bytes; 0 where the operation takes none. */
  readonly bodyLimit: number
  /** Response members (at any depth) whose values the browser sees only on request. */
  readonly masks?: readonly string[]
}

/**
 * Every operation that a merchant's grant opens, and the proxy's allow-list.
 *
 * Left out on purpose: what acts as a paying customer or exists in sandboxes only (consumer,
 * user-simulation and `integration-test` paths), because the stand-in's phone page does that
 * (decision 29).
 */
export const operations: readonly Operation[] = [
  ...subscriptionOperations,
  ...invoiceOperations,
  ...paymentOperations,
  ...reportingOperations,
  ...webhookOperations,
]
