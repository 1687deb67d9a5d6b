import type { ReactNode } from 'react'

interface ShellProps {
  readonly id: string
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error: string | null
  readonly isRequired?: boolean
  /** Draws the control, with what ties it to its texts. */
  readonly children: (described: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': boolean
    readonly 'aria-required': boolean | undefined
  }) => ReactNode
}

/** Label, help and error around a control that is the browser's own. */
export function FieldShell({ id, label, help, error, isRequired, children }: ShellProps) {
  const ids = [error === null ? null : `${id}-error`, help ? `${id}-help` : null]
  return (
    <div className="field" data-invalid={error === null ? undefined : true}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': ids.filter((one) => one !== null).join(' ') || undefined,
        'aria-invalid': error !== null,
        'aria-required': isRequired,
      })}
      {error === null ? null : (
        <span id={`${id}-error`} className="field-error">
          {error}
        </span>
      )}
      {help ? (
        <span id={`${id}-help`} className="help">
          {help}
        </span>
      ) : null}
    </div>
  )
}
