import { Outlet } from 'react-router'

import { Languages, Progress } from '../root.tsx'
import { PageProblem } from '../route-problem.tsx'

/** What every page inside a portal has. */
export function FramedRoot() {
  return (
    <Languages>
      <Progress />
      <Outlet />
    </Languages>
  )
}

/** In its place where not even the shell could be shown. */
export function FramedProblem() {
  return (
    <Languages>
      <main className="framed-main">
        <PageProblem />
      </main>
    </Languages>
  )
}
