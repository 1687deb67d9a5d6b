import './steps.css'
import type { ReactNode } from 'react'

export interface Step {
  readonly id: string
  readonly text: ReactNode
  /** Null where MobilePay does not tell. */
  readonly when: ReactNode
  /** Has not happened yet. */
  readonly isAhead?: boolean
}

/** What happened and when, and what happens next by itself. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="timeline">
      {steps.map(({ id, text, when, isAhead = false }) => (
        <li key={id} className={isAhead ? 'step step-ahead' : 'step'}>
          <span className="step-text">{text}</span>
          {when === null ? null : <span className="muted">{when}</span>}
        </li>
      ))}
    </ol>
  )
}
