import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

import { importsDatabase } from '../../ui/leftovers.ts'
import type { Job, JobRow } from './job.ts'

interface Schema extends DBSchema {
  jobs: { key: string; value: Job; indexes: { vat: string } }
  rows: { key: [string, number]; value: JobRow; indexes: { job: string } }
}

/** Where imports are kept, so that a reload loses nothing. */
export interface JobStore {
  /** False where the browser keeps nothing: then an import lasts as long as its page. */
  readonly isKept: boolean
  readonly list: (vat: string) => Promise<readonly Job[]>
  readonly read: (id: string) => Promise<{ job: Job; rows: readonly JobRow[] } | null>
  readonly create: (job: Job, rows: readonly JobRow[]) => Promise<void>
  /** Resolves once the rows are kept; `strict` ones also outlive the machine's losing power. */
  readonly save: (rows: readonly JobRow[], durability: 'strict' | 'relaxed') => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

let opening: Promise<JobStore> | undefined

/** Opens the store once; without IndexedDB one in memory takes its place. */
export function openJobStore(): Promise<JobStore> {
  opening ??= open()
  return opening
}

async function open(): Promise<JobStore> {
  try {
    const database: IDBPDatabase<Schema> = await openDB<Schema>(importsDatabase, 1, {
      // The business was disconnected: what is kept goes with it.
      blocking: () => {
        opening = undefined
        database['close']()
      },
      upgrade(fresh) {
        fresh.createObjectStore('jobs', { keyPath: 'id' }).createIndex('vat', 'vat')
        fresh.createObjectStore('rows', { keyPath: ['job', 'line'] }).createIndex('job', 'job')
      },
    })
    return keep(database)
  } catch (error) {
    // A frame without storage, or a private window of some browsers.
    if (error instanceof DOMException || error instanceof ReferenceError) return inMemory()
    throw error
  }
}

function keep(database: IDBPDatabase<Schema>): JobStore {
  return {
    isKept: true,
    list: (vat) => database.getAllFromIndex('jobs', 'vat', vat),
    async read(id) {
      const [job, rows] = await Promise.all([
        database.get('jobs', id),
        database.getAllFromIndex('rows', 'job', id),
      ])
      return job ? { job, rows } : null
    },
    async create(job, rows) {
      const change = database.transaction(['jobs', 'rows'], 'readwrite', { durability: 'strict' })
      void change.objectStore('jobs').put(job)
      for (const row of rows) void change.objectStore('rows').put(row)
      await change.done
    },
    async save(rows, durability) {
      const change = database.transaction('rows', 'readwrite', { durability })
      for (const row of rows) void change.store.put(row)
      await change.done
    },
    async remove(id) {
      const change = database.transaction(['jobs', 'rows'], 'readwrite')
      void change.objectStore('jobs').delete(id)
      const lines = await change.objectStore('rows').index('job').getAllKeys(id)
      for (const line of lines) void change.objectStore('rows').delete(line)
      await change.done
    },
  }
}

function inMemory(): JobStore {
  const jobs = new Map<string, { job: Job; rows: Map<number, JobRow> }>()
  return {
    isKept: false,
    list: async (vat) => [...jobs.values()].map(({ job }) => job).filter((job) => job.vat === vat),
    async read(id) {
      const found = jobs.get(id)
      return found ? { job: found.job, rows: [...found.rows.values()] } : null
    },
    async create(job, rows) {
      jobs.set(job.id, { job, rows: new Map(rows.map((row) => [row.line, row])) })
    },
    async save(rows) {
      for (const row of rows) jobs.get(row.job)?.rows.set(row.line, row)
    },
    async remove(id) {
      jobs.delete(id)
    },
  }
}
