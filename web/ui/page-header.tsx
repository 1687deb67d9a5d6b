import { type ReactNode, useEffect, useRef } from 'react'
import { NavigationType, useNavigationType } from 'react-router'

/** The page's one h1. It takes the focus when a page is reached by a link, so that it is read out. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const arrived = useNavigationType()
  useEffect(() => {
    if (arrived === NavigationType.Pop) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
    // Once per page: a changed filter is a navigation too, and must not steal the focus.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  return (
    <header className="page-head">
      <title>{`${title} · Connect`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children ? <div className="page-actions">{children}</div> : null}
    </header>
  )
}
