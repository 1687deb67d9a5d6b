import { createContext } from 'react'

interface Language {
  readonly locale: string
  /** In itself. */
  readonly name: string
}

interface Languages {
  readonly all: readonly Language[]
  readonly choose: (locale: string) => void
}

/** What the console can be read in. */
export const LanguagesContext = createContext<Languages>({ all: [], choose: () => {} })
