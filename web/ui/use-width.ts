import { useSyncExternalStore } from 'react'

// The same widths as in the style sheets, where custom properties cannot reach media queries.
const phone = matchMedia('(width < 600px)')
const narrow = matchMedia('(width < 900px)')

function subscribe(changed: () => void): () => void {
  phone.addEventListener('change', changed)
  narrow.addEventListener('change', changed)
  return () => {
    phone.removeEventListener('change', changed)
    narrow.removeEventListener('change', changed)
  }
}

/** Whether the console is as narrow as a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => phone.matches)
}

/** How much room there is: a phone's, a desktop's, or what is between them, such as a frame's. */
export function useWidth(): 'phone' | 'middle' | 'wide' {
  return useSyncExternalStore(subscribe, () =>
    phone.matches ? 'phone' : narrow.matches ? 'middle' : 'wide',
  )
}
