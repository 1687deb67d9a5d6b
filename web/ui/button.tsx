import { useLingui } from '@lingui/react/macro'
import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Link, type To } from 'react-router'

interface Look {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  readonly children: ReactNode
}

interface ButtonProps extends Look {
  readonly type?: 'button' | 'submit'
  readonly onPress?: () => void
  readonly isPending?: boolean
  readonly isDisabled?: boolean
  /** Takes part in a parent such as a dialog: `close` closes it. */
  readonly slot?: 'close'
}

export function Button({
  look = 'secondary',
  icon,
  children,
  isPending = false,
  onPress,
  ...rest
}: ButtonProps) {
  const { t } = useLingui()
  // Not React Aria's pending state: that announces by a node of its own, which outlives the button.
  return isPending ? (
    <AriaButton {...rest} className={`button button-${look} button-pending`} aria-disabled>
      <LoaderCircle size={16} aria-hidden="true" className="turning" />
      {children} <span className="hidden">{t`Working on it`}</span>
    </AriaButton>
  ) : (
    <AriaButton {...rest} {...(onPress && { onPress })} className={`button button-${look}`}>
      {icon}
      {children}
    </AriaButton>
  )
}

/** A button that is only an icon; `label` says what it does. */
export function IconButton({
  label,
  icon,
  ...rest
}: Omit<ButtonProps, 'children' | 'look' | 'icon' | 'isPending'> & {
  label: string
  icon: ReactNode
}) {
  return (
    <AriaButton {...rest} aria-label={label} className="button button-icon">
      {icon}
    </AriaButton>
  )
}

/** A link of the console that looks like a button. */
export function LinkButton({
  to,
  look = 'secondary',
  icon,
  children,
  replace = false,
}: Look & { to: To; replace?: boolean }) {
  return (
    <Link to={to} replace={replace} className={`button button-${look}`}>
      {icon}
      {children}
    </Link>
  )
}
