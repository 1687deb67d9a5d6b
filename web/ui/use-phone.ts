import { useSyncExternalStore } from 'react'

// The same width as in the style sheets, where custom properties cannot reach media queries.
const query = matchMedia('(width < 600px)')

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the console is as narrow as a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
