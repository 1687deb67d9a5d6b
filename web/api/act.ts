import type { QueryClient } from '@tanstack/react-query'

import { ApiError } from './errors.ts'
import { noteEnded } from './session.ts'

/**
 * Sends something once, now or not at all. React Query's mutations would wait for a connection and
 * then send by themselves, which nobody expects of money.
 */
export async function act<T>(client: QueryClient, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof ApiError) noteEnded(client, error.code)
    throw error
  }
}
