import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** The way up from a page below another one. */
export function Back({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="back">
      <ArrowLeft size={16} aria-hidden="true" />
      {children}
    </Link>
  )
}
