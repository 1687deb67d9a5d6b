import { type ReactNode, use, useEffect, useRef } from 'react'
import { NavigationType, useNavigationType } from 'react-router'

import { PlaceContext } from './place.ts'

/** The page's one h1. It takes the focus when a page is reached by a link, so that it is read out. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const arrived = useNavigationType()
  const { isTitleHidden, arrive, tellTitle } = use(PlaceContext)
  useEffect(() => {
    if (arrived === NavigationType.Pop || !heading.current) return
    arrive(heading.current)
    // Once per page: a changed filter is a navigation too, and must not steal the focus.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  useEffect(() => tellTitle(title), [tellTitle, title])
  return (
    <header className={isTitleHidden && !children ? 'hidden' : 'page-head'}>
      <title>{`${title} · Connect`}</title>
      <h1 ref={heading} tabIndex={-1} className={isTitleHidden ? 'hidden' : undefined}>
        {title}
      </h1>
      {children ? <div className="page-actions">{children}</div> : null}
    </header>
  )
}
