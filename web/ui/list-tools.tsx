import './list-tools.css'
import type { ReactNode } from 'react'

/** At the end of a list's filters: how old it is, and what can be done with all of it. */
export function ListTools({ children }: { children: ReactNode }) {
  return <div className="list-tools">{children}</div>
}
