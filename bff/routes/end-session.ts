import type { Deps } from '../deps.ts'
import type { Session } from '../session/session.ts'

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
