import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing to show: why, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  live = false,
}: {
  icon: LucideIcon
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  live?: boolean
}) {
  return (
    <div className="empty" role={live ? 'status' : undefined}>
      <span className="empty-icon">
        <Icon size={22} aria-hidden="true" />
      </span>
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-text">{children}</div> : null}
      {action}
    </div>
  )
}
