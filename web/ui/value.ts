import { useSyncExternalStore } from 'react'

/** Something that changes outside of React and shows inside. */
export interface Value<T> {
  readonly get: () => T
  readonly set: (next: T) => void
  readonly subscribe: (changed: () => void) => () => void
}

export function createValue<T>(initial: T): Value<T> {
  let present = initial
  const listeners = new Set<() => void>()
  return {
    get: () => present,
    set(next) {
      present = next
      for (const changed of listeners) changed()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

export function useValue<T>({ get, subscribe }: Value<T>): T {
  return useSyncExternalStore(subscribe, get)
}
