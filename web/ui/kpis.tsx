import type { ReactNode } from 'react'

export interface Kpi {
  readonly id: string
  readonly label: ReactNode
  /** Undefined while it is being added up. */
  readonly value: ReactNode
  /** Null: there may be one later, and until the value is known its place is kept. */
  readonly note?: ReactNode
}

/** A few figures side by side. */
export function Kpis({ label, items }: { label: string; items: readonly Kpi[] }) {
  return (
    <dl className="kpis card" aria-label={label}>
      {items.map(({ id, label: name, value, note }) => (
        <div key={id} className="kpi">
          <dt>{name}</dt>
          <dd className="kpi-value">
            {value ?? <span className="skeleton skeleton-kpi" aria-hidden="true" />}
          </dd>
          {note ? <dd className="kpi-note">{note}</dd> : null}
          {note === null && value === undefined ? (
            <dd className="kpi-note" aria-hidden="true">
              {'\u00A0'}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
