import { createContext } from 'react'

import { type Product, products } from '#shared/scopes.ts'

interface Place {
  /** The portal whose page shows the console; null in a tab of its own. */
  readonly portal: string | null
  /** Products that may be asked for here. */
  readonly products: readonly Product[]
  /** Whether headings are only read out, because the portal shows its own. */
  readonly isTitleHidden: boolean
  /** A page was reached by a link: it is read out and shown from its top. */
  readonly arrive: (heading: HTMLElement) => void
  /** What the page is called, now and when that changes. */
  readonly tellTitle: (title: string) => void
}

/** A tab of the console's own. */
export const ownTab: Place = {
  portal: null,
  products,
  isTitleHidden: false,
  arrive(heading) {
    heading.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  },
  tellTitle: () => {},
}

/** Where the console is shown. */
export const PlaceContext = createContext(ownTab)
