import type { QueryClient } from '@tanstack/react-query'

import { act } from '../../api/act.ts'
import { ApiError } from '../../api/errors.ts'

/**
 * Sends something once; where no clear answer comes, looks whether it happened, and counts that as
 * done. Rejects with what went wrong otherwise.
 */
export async function sendOrLook(
  client: QueryClient,
  send: () => Promise<void>,
  isDone: () => Promise<boolean>,
): Promise<void> {
  try {
    await act(client, send)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isSo = await isDone().catch(() => false)
    if (!isSo) throw error
  }
}
