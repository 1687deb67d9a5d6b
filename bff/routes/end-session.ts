import type { IncomingMessage } from 'node:http'

import type { Deps } from '../deps.ts'
import type { Session } from '../session/session.ts'
import { type Caller, currentSession } from './current-session.ts'

/**
 * Marks a session as over, here and in every process, until the time at which it would have ended
 * anyway: no slow response and no old copy of its cookie brings it back.
 */
export async function endSession(
  { store, config, metrics }: Deps,
  { id, connectedAt }: Session,
  reason: 'logout' | 'dead' | 'replaced',
): Promise<void> {
  await store.end('session', id, connectedAt + config.sessionMaxSeconds)
  metrics.sessionEnded(reason)
}

/** Ends the session that `session` takes the place of: no slow response must bring it back. */
export async function endReplaced(
  deps: Deps,
  incoming: IncomingMessage,
  caller: Caller,
  session: Session,
): Promise<void> {
  const replaced = await currentSession(deps, incoming, caller)
  if (replaced.kind !== 'open' || replaced.session.id === session.id) return
  await endSession(deps, replaced.session, 'replaced')
}
