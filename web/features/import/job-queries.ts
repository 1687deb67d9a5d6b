import { queryOptions } from '@tanstack/react-query'

import { type JobStore, openJobStore } from './job-store.ts'
import type { Job, JobRow } from './job.ts'

/** An import as it was found. */
export interface StoredJob {
  readonly job: Job
  readonly rows: readonly JobRow[]
}

// The files are in this browser: there is no network to wait for.
const local = { networkMode: 'always', gcTime: 0, staleTime: 0 } as const

/** An import of one kind of a business by its id, null where this browser has none, and where it is kept. */
export function jobQuery(id: string, vat: string, of: Job['kind']) {
  return queryOptions({
    ...local,
    queryKey: ['import', id, vat, of],
    queryFn: async (): Promise<{ stored: StoredJob | null; store: JobStore }> => {
      const store = await openJobStore()
      const found = await store.read(id)
      return { stored: found?.job.vat === vat && found.job.kind === of ? found : null, store }
    },
  })
}

/** The imports of a business that this browser keeps, the newest first. */
export function jobsQuery(vat: string, of: Job['kind']) {
  return queryOptions({
    ...local,
    queryKey: ['imports', vat, of],
    queryFn: async (): Promise<readonly Job[]> => {
      const jobs = await (await openJobStore()).list(vat)
      return jobs
        .filter(({ kind }) => kind === of)
        .toSorted((one, other) => other.createdAt - one.createdAt)
    },
  })
}
