interface MemoLimits {
  readonly entries: number
  /** Sum of the sizes given with the entries. */
  readonly bytes: number
  readonly seconds: number
}

interface Entry<T> {
  readonly value: T | Promise<T>
  readonly bytes: number
  readonly until: number
}

/** A bounded memory of results, least recently used out first. */
export interface Memo<T> {
  get(key: string): T | Promise<T> | undefined
  set(key: string, bytes: number, value: T): void
  /** Loads once: whoever asks while it loads gets the same promise. Kept only if `worthKeeping`. */
  load(
    key: string,
    bytes: number,
    load: () => Promise<T>,
    worthKeeping: (value: T) => boolean,
  ): Promise<T>
}

/** @param now - seconds since the epoch. */
export function createMemo<T>(limits: MemoLimits, now: () => number): Memo<T> {
  const entries = new Map<string, Entry<T>>()
  let bytes = 0

  function remove(key: string, entry: Entry<T>): void {
    if (entries.get(key) !== entry) return
    entries.delete(key)
    bytes -= entry.bytes
  }

  function put(key: string, entry: Entry<T>): void {
    const before = entries.get(key)
    if (before !== undefined) remove(key, before)
    entries.set(key, entry)
    bytes += entry.bytes
    for (const [oldest, old] of entries) {
      if (entries.size <= limits.entries && bytes <= limits.bytes) break
      remove(oldest, old)
    }
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.until <= now()) {
        remove(key, entry)
        return undefined
      }
      // A Map iterates in insertion order: putting the entry back makes it the most recent.
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },

    set(key, size, value) {
      put(key, { value, bytes: size, until: now() + limits.seconds })
    },

    async load(key, size, load, worthKeeping) {
      const loading = load()
      const entry = { value: loading, bytes: size, until: now() + limits.seconds }
      put(key, entry)
      try {
        const value = await loading
        if (entries.get(key) === entry) {
          if (worthKeeping(value)) put(key, { ...entry, value })
          else remove(key, entry)
        }
        return value
      } catch (error) {
        remove(key, entry)
        throw error
      }
    },
  }
}
