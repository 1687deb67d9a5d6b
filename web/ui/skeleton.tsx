import { Trans } from '@lingui/react/macro'

/** The shape of what is coming; seen only when it takes longer than a blink (200 ms, in CSS). */
export function Skeleton({ rows, shape = 'row' }: { rows: number; shape?: 'row' | 'line' }) {
  return (
    <div className="skeletons">
      <output className="hidden">
        <Trans>Loading</Trans>
      </output>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={`skeleton-${shape}`} aria-hidden="true">
          <span className="skeleton" />
          {shape === 'row' ? <span className="skeleton" /> : null}
        </div>
      ))}
    </div>
  )
}
