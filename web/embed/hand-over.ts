import { embedMessages, embedVersion, isVersioned } from '#shared/embed.ts'

interface HandOver {
  readonly hid: string
  readonly ticket: string
  /** Tells the window that it can close. */
  readonly acknowledge: () => void
}

/** What a login's window hands over, or undefined where the message is something else. */
export function readHandOver(event: Event, origin: string): HandOver | undefined {
  // Only a page of our own can have this origin; whatever else a portal posts is none of ours.
  if (!(event instanceof MessageEvent) || event.origin !== origin) return undefined
  const message: unknown = event.data
  if (!isVersioned(message) || message.type !== embedMessages.handOver) return undefined
  const { hid, ticket } = message
  if (typeof hid !== 'string' || typeof ticket !== 'string') return undefined
  const source: unknown = event.source
  return {
    hid,
    ticket,
    acknowledge() {
      const taken = { v: embedVersion, type: embedMessages.acknowledge, hid }
      if (isPoster(source)) source.postMessage(taken, origin)
    },
  }
}

interface Poster {
  postMessage(message: unknown, targetOrigin: string): void
}

function isPoster(source: unknown): source is Poster {
  return typeof source === 'object' && source !== null && 'postMessage' in source
}
