import { EventEmitter, once } from 'node:events'

import { type Mail, type Mailbox, mailSeconds, maximumMails } from './store.ts'

interface Entry {
  readonly mail: Mail
  readonly until: number
}

/** A mailbox in this process. @param now - seconds since the epoch. */
export function createMemoryMailbox(now: () => number): Mailbox {
  const entries = new Map<string, Entry>()
  const changes = createChanges()

  function read(name: string): Mail {
    const entry = entries.get(name)
    return entry !== undefined && entry.until > now() ? entry.mail : { status: 'new' }
  }

  function write(name: string, mail: Mail): void {
    // The lifetime counts from the start: an entry that is written again moves to the map's end,
    // and `sweep` relies on the oldest standing first.
    entries.delete(name)
    entries.set(name, { mail, until: now() + mailSeconds })
    changes.tell(name)
  }

  function sweep(): void {
    for (const [name, { until }] of entries) {
      if (until > now()) return
      entries.delete(name)
    }
  }

  return {
    async get(name) {
      return read(name)
    },
    async start(name) {
      sweep()
      const { status } = read(name)
      if (status === 'new' && entries.size >= maximumMails) return 'full'
      const next = status === 'new' ? 'started' : 'burnt'
      write(name, { status: next })
      return next
    },
    async finish(name, ticket) {
      if (read(name).status === 'started') write(name, { status: 'done', ticket })
    },
    changed: changes.next,
  }
}

/** Who waits for a name to change, and how to tell them. */
export function createChanges() {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    tell(name: string): void {
      emitter.emit(name)
    },
    /** Resolves at the next {@link tell} of that name, or when the signal aborts. */
    next: async (name: string, signal: AbortSignal): Promise<void> => {
      if (signal.aborted) return
      try {
        await once(emitter, name, { signal })
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}
