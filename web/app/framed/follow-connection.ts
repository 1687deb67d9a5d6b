import type { QueryClient } from '@tanstack/react-query'

import { ApiError, endedCodes } from '../../api/errors.ts'
import { type Connection, forgetAnswers, sessionQuery } from '../../api/session.ts'
import type { Frame } from '../../embed/frame.ts'

/**
 * Tells the portal who is connected and what fails, and sees to it that no merchant's data outlives
 * that. What is known first, before anything has happened here, goes to `onFirst` as well.
 */
export function followConnection(
  client: QueryClient,
  frame: Frame,
  onFirst: (connection: Connection) => void,
): void {
  let known: Connection | undefined
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    if (event.action.type === 'error') tellProblem(frame, event.action.error)
    const next = client.getQueryData(sessionQuery.queryKey)
    if (next === undefined || next === known) return
    const before = known
    known = next
    if (before === undefined) onFirst(next)
    if (vatOf(before) !== null && vatOf(before) !== vatOf(next)) forgetAnswers(client)
    if (!isSame(before, next)) tellConnection(frame, next)
  })
}

function tellConnection(frame: Frame, connection: Connection): void {
  if (connection.state === 'ended') {
    frame.post({ type: 'error', code: connection.reason, message: 'The connection has ended.' })
  }
  frame.post(
    connection.state === 'connected'
      ? { type: 'session', signedIn: true, merchant: connection.session.merchant }
      : { type: 'session', signedIn: false },
  )
}

const ended: readonly string[] = endedCodes

/** For the portal's log: what happened, and by which numbers it is found in ours and MobilePay's. */
function tellProblem(frame: Frame, error: unknown): void {
  if (!(error instanceof ApiError) || ended.includes(error.code)) return
  const { code, requestId, correlationId } = error
  const numbers = [
    ...(requestId === null ? [] : [`reference ${requestId}`]),
    ...(correlationId === null ? [] : [`MobilePay's ${correlationId}`]),
  ]
  frame.post({ type: 'error', code, message: ['A call failed', ...numbers].join(', ') })
}

function vatOf(connection: Connection | undefined): string | null {
  return connection === undefined || connection.state === 'none'
    ? null
    : connection.session.merchant.vat
}

/** Whether the portal knows it already. */
function isSame(before: Connection | undefined, next: Connection): boolean {
  return before?.state === next.state && vatOf(before) === vatOf(next)
}
