import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

import type { ApiError } from './errors.ts'
import { noteEnded } from './session.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError
  }
}

/** Makes the cache of everything read. Nothing is repeated here: only the bff repeats calls. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: ({ code }) => noteEnded(client, code) }),
    mutationCache: new MutationCache({ onError: ({ code }) => noteEnded(client, code) }),
    defaultOptions: { queries: { retry: false, staleTime: 30_000 } },
  })
  return client
}
